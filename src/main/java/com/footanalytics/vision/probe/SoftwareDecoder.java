package com.footanalytics.vision.probe;

import java.util.Optional;
import java.util.StringJoiner;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.Pointer;

/** The decoders of this FFmpeg build that need no special hardware. */
public final class SoftwareDecoder {

  /** FFmpeg's own {@code av1} decoder only drives hardware, without saying so. */
  private static final String AV1_FOR_HARDWARE = "av1";

  private static final int NOT_IN_SOFTWARE =
      avcodec.AV_CODEC_CAP_HARDWARE
          | avcodec.AV_CODEC_CAP_HYBRID
          | avcodec.AV_CODEC_CAP_EXPERIMENTAL;

  /** Has memory for a picture before it asks whether it may be as large. */
  private static final String AV1_OF_ITS_OWN_MIND = "libaom-av1";

  private SoftwareDecoder() {}

  /**
   * All decoders that take no memory for a picture with more than FFmpeg's {@code max_pixels}, as
   * FFmpeg's option {@code codec_whitelist} has them.
   */
  static String boundedByMaxPixels() {
    return Names.BOUNDED;
  }

  /** Put together once. */
  private static final class Names {

    static final String BOUNDED = bounded();

    private static String bounded() {
      StringJoiner names = new StringJoiner(",");
      Pointer position = new Pointer();
      AVCodec codec = avcodec.av_codec_iterate(position);
      while (codec != null && !codec.isNull()) {
        String name = codec.name().getString();
        if (avcodec.av_codec_is_decoder(codec) != 0 && !name.equals(AV1_OF_ITS_OWN_MIND)) {
          names.add(name);
        }
        codec = avcodec.av_codec_iterate(position);
      }
      return names.toString();
    }
  }

  /** FFmpeg's preferred software decoder for one of its codec numbers; empty if there is none. */
  public static Optional<AVCodec> find(int codecId) {
    Pointer position = new Pointer();
    AVCodec codec = avcodec.av_codec_iterate(position);
    while (codec != null && !codec.isNull()) {
      if (codec.id() == codecId
          && avcodec.av_codec_is_decoder(codec) != 0
          && (codec.capabilities() & NOT_IN_SOFTWARE) == 0
          && !codec.name().getString().equals(AV1_FOR_HARDWARE)) {
        return Optional.of(codec);
      }
      codec = avcodec.av_codec_iterate(position);
    }
    return Optional.empty();
  }
}
