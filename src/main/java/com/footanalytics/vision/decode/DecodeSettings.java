package com.footanalytics.vision.decode;

/**
 * How a video is decoded.
 *
 * @param threads threads FFmpeg may use, at least 1. Intact pictures are the same with any number;
 *     damaged ones, and those made from them, come out the same every time only with one, because
 *     several threads conceal damage as they happen to run
 * @param framesOut pictures that may be out with consumers at once; the decoder waits for one to
 *     come back beyond that, so native memory is bounded
 * @param maxFrames pictures after which decoding fails instead of going on
 */
public record DecodeSettings(int threads, int framesOut, long maxFrames) {

  public DecodeSettings {
    if (threads < 1 || framesOut < 1 || maxFrames < 1) {
      throw new IllegalArgumentException(
          "decode: threads %d, framesOut %d, maxFrames %d (expected: all > 0)"
              .formatted(threads, framesOut, maxFrames));
    }
  }
}
