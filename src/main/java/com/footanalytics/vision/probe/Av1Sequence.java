package com.footanalytics.vision.probe;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * What a sequence header of AV1 says about its pictures (bitstream specification, 5.5). No picture
 * of the sequence is larger.
 *
 * @param width pixels, at most
 * @param height pixels, at most
 * @param pixelFormat FFmpeg's number of the pixel format
 */
public record Av1Sequence(int width, int height, int pixelFormat) {

  private static final int PROFILE_444 = 1;
  private static final int PROFILE_ANY = 2;
  private static final int FIRST_LEVEL_WITH_TIER = 8;
  private static final int CHOSEN_PER_PICTURE = 2;
  private static final int BT709_SRGB_IDENTITY = 1 << 16 | 13 << 8;

  /** Width times height. */
  public long pixels() {
    return (long) width * height;
  }

  /**
   * The largest of the sequences that begin in a piece of AV1; empty if none does.
   *
   * @param units read from position 0 to the limit, by absolute index
   */
  public static Optional<Av1Sequence> largest(ByteBuffer units) {
    Optional<Av1Sequence> largest = Optional.empty();
    Av1Units unit = new Av1Units(units);
    while (unit.advance()) {
      if (unit.type() == Av1Units.SEQUENCE) {
        Av1Sequence sequence = parse(unit.content());
        if (largest.isEmpty() || sequence.pixels() > largest.get().pixels()) {
          largest = Optional.of(sequence);
        }
      }
    }
    return largest;
  }

  /** Reads a header; zeros stand in for what is missing. */
  static Av1Sequence parse(ByteBuffer header) {
    Bits bits = new Bits(header, 0);
    int profile = bits.bits(3);
    bits.skip(1);
    boolean reduced = bits.flag();
    if (reduced) {
      bits.skip(5);
    } else {
      skipOperatingPoints(bits);
    }
    int widthBits = bits.bits(4) + 1;
    int heightBits = bits.bits(4) + 1;
    int width = bits.bits(widthBits) + 1;
    int height = bits.bits(heightBits) + 1;
    skipTools(bits, reduced);
    return new Av1Sequence(width, height, pixelFormat(bits, profile));
  }

  private static void skipOperatingPoints(Bits bits) {
    int delayBits = 0;
    boolean model = false;
    if (bits.flag()) {
      bits.skip(64);
      if (bits.flag()) {
        bits.golomb();
      }
      model = bits.flag();
      if (model) {
        delayBits = bits.bits(5) + 1;
        bits.skip(42);
      }
    }
    boolean displayDelay = bits.flag();
    for (int left = bits.bits(5); left >= 0; left--) {
      bits.skip(12);
      bits.skip(bits.bits(5) >= FIRST_LEVEL_WITH_TIER ? 1 : 0);
      if (model && bits.flag()) {
        bits.skip(2 * delayBits + 1);
      }
      if (displayDelay && bits.flag()) {
        bits.skip(4);
      }
    }
  }

  private static void skipTools(Bits bits, boolean reduced) {
    if (!reduced && bits.flag()) {
      bits.skip(7);
    }
    bits.skip(3);
    if (!reduced) {
      bits.skip(4);
      boolean order = bits.flag();
      bits.skip(order ? 2 : 0);
      int screenContent = bits.flag() ? CHOSEN_PER_PICTURE : bits.bit();
      if (screenContent > 0 && !bits.flag()) {
        bits.skip(1);
      }
      bits.skip(order ? 3 : 0);
    }
    bits.skip(3);
  }

  private static int pixelFormat(Bits bits, int profile) {
    boolean high = bits.flag();
    boolean twelve = profile == PROFILE_ANY && high && bits.flag();
    boolean grey = profile != PROFILE_444 && bits.flag();
    int colours = bits.flag() ? bits.bits(24) : 0;
    int depth = twelve ? 2 : high ? 1 : 0;
    if (grey) {
      return format(depth, 0);
    }
    if (colours == BT709_SRGB_IDENTITY) {
      return format(depth, 4);
    }
    bits.skip(1);
    if (!twelve) {
      return format(depth, profile == PROFILE_ANY ? 2 : profile == PROFILE_444 ? 3 : 1);
    }
    return format(depth, !bits.flag() ? 3 : bits.flag() ? 1 : 2);
  }

  /**
   * FFmpeg's number.
   *
   * @param depth 0 to 2 for 8, 10 and 12 bits
   * @param layout 0 grey, 1 to 3 for 4:2:0, 4:2:2 and 4:4:4, 4 RGB
   */
  static int format(int depth, int layout) {
    int[][] formats = {
      {avutil.AV_PIX_FMT_GRAY8, avutil.AV_PIX_FMT_GRAY10LE, avutil.AV_PIX_FMT_GRAY12LE},
      {avutil.AV_PIX_FMT_YUV420P, avutil.AV_PIX_FMT_YUV420P10LE, avutil.AV_PIX_FMT_YUV420P12LE},
      {avutil.AV_PIX_FMT_YUV422P, avutil.AV_PIX_FMT_YUV422P10LE, avutil.AV_PIX_FMT_YUV422P12LE},
      {avutil.AV_PIX_FMT_YUV444P, avutil.AV_PIX_FMT_YUV444P10LE, avutil.AV_PIX_FMT_YUV444P12LE},
      {avutil.AV_PIX_FMT_GBRP, avutil.AV_PIX_FMT_GBRP10LE, avutil.AV_PIX_FMT_GBRP12LE}
    };
    return formats[layout][depth];
  }
}
