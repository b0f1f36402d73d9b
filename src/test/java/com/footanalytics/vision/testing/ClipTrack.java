package com.footanalytics.vision.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * What one picture track of a test clip is to be: 25 pictures a second from 0, yuv420p, square
 * samples, an intra picture every 12, unless said otherwise. Not thread-safe.
 */
public final class ClipTrack {

  final String encoder;
  final int width;
  final int height;
  List<Long> pts;
  int ticksPerSecond = 25;
  int pixelFormat = avutil.AV_PIX_FMT_YUV420P;
  int aspectNumerator = 1;
  int aspectDenominator = 1;
  List<Integer> matrix = List.of();
  int disposition;
  @Nullable IntFunction<ClipSquare> squares;
  final Map<String, String> options = new TreeMap<>(Map.of("g", "12"));

  private ClipTrack(String encoder, int width, int height, int frames) {
    this.encoder = encoder;
    this.width = width;
    this.height = height;
    this.pts = LongStream.range(0, frames).boxed().toList();
  }

  /** Pictures in pixels, made by the encoder that FFmpeg knows by that name. */
  public static ClipTrack of(String encoder, int width, int height, int frames) {
    return new ClipTrack(encoder, width, height, frames);
  }

  /** One of FFmpeg's {@code AV_PIX_FMT} numbers. */
  public ClipTrack pixelFormat(int number) {
    pixelFormat = number;
    return this;
  }

  /** Timestamps in presentation order, one a picture. */
  public ClipTrack pts(int ticksPerSecond, Long... ticks) {
    this.ticksPerSecond = ticksPerSecond;
    pts = Arrays.asList(ticks);
    return this;
  }

  /** Width over height of one sample. */
  public ClipTrack sampleAspect(int numerator, int denominator) {
    aspectNumerator = numerator;
    aspectDenominator = denominator;
    return this;
  }

  /** Shows a square, by the index of the picture, in place of the usual pictures. */
  public ClipTrack squares(IntFunction<ClipSquare> squareOfPicture) {
    squares = squareOfPicture;
    return this;
  }

  /** The nine numbers of a display matrix as FFmpeg lays it out. */
  public ClipTrack matrix(Integer... numbers) {
    matrix = List.of(numbers);
    return this;
  }

  /** FFmpeg's {@code AV_DISPOSITION} flags of the stream. */
  public ClipTrack disposition(int flags) {
    disposition = flags;
    return this;
  }

  /** One of the encoder's own options. */
  public ClipTrack option(String name, String value) {
    options.put(name, value);
    return this;
  }
}
