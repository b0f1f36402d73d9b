package com.footanalytics.vision.preprocess;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Halves 8-bit 4:2:0 pictures: every sample is the rounded mean of four. Gives what an area filter
 * gives, for a third of swscale's time.
 *
 * <p>Eight samples of a row are read as one long and added as four lanes of 16 bits, which no sum
 * of four bytes can overflow.
 */
final class HalvingReducer implements PlaneReducer {

  private static final int PLANES = 3;
  private static final int SAMPLES_PER_STEP = 4;
  private static final long EVEN_BYTES = 0x00FF00FF00FF00FFL;
  private static final long TWO_IN_EACH_LANE = 0x0002000200020002L;
  private static final long BYTE_PAIRS = 0x0000FFFF0000FFFFL;

  /** Whether pictures of this kind can be halved to {@code width} x {@code height}. */
  static boolean fits(PictureKind kind, int width, int height) {
    return kind.width() == 2 * width
        && kind.height() == 2 * height
        && width % (2 * SAMPLES_PER_STEP) == 0
        && height % 2 == 0;
  }

  @Override
  public void reduce(AVFrame picture, AVFrame small) {
    for (int plane = 0; plane < PLANES; plane++) {
      int shift = plane == 0 ? 0 : 1;
      int width = small.width() >> shift;
      int height = small.height() >> shift;
      halve(
          plane(picture, plane, 2 * width, 2 * height),
          picture.linesize(plane),
          plane(small, plane, width, height),
          small.linesize(plane),
          width,
          height);
    }
  }

  /** A plane's samples from its first row; rows must lie in ascending order. */
  private static MemorySegment plane(AVFrame picture, int plane, int width, int height) {
    int stride = picture.linesize(plane);
    if (stride < width) {
      throw new IllegalArgumentException("stride: " + stride + " (expected: >= " + width + ")");
    }
    return MemorySegment.ofAddress(picture.data(plane).address())
        .reinterpret((long) stride * (height - 1) + width);
  }

  /**
   * Halves one plane.
   *
   * @param width samples of a row of the target, a multiple of 4
   * @param height rows of the target
   */
  static void halve(
      MemorySegment source,
      long sourceStride,
      MemorySegment target,
      long targetStride,
      int width,
      int height) {
    for (int row = 0; row < height; row++) {
      long upper = 2L * row * sourceStride;
      long lower = upper + sourceStride;
      long to = row * targetStride;
      for (int step = 0; step < width / SAMPLES_PER_STEP; step++) {
        long sums =
            pairSums(source.get(JAVA_LONG_UNALIGNED, upper + 8L * step))
                + pairSums(source.get(JAVA_LONG_UNALIGNED, lower + 8L * step));
        target.set(JAVA_INT_UNALIGNED, to + 4L * step, means(sums));
      }
    }
  }

  private static long pairSums(long samples) {
    return (samples & EVEN_BYTES) + ((samples >>> 8) & EVEN_BYTES);
  }

  private static int means(long sumsOfFour) {
    long lanes = ((sumsOfFour + TWO_IN_EACH_LANE) >>> 2) & EVEN_BYTES;
    long pairs = (lanes | (lanes >>> 8)) & BYTE_PAIRS;
    return (int) (pairs | (pairs >>> 16));
  }

  @Override
  public void close() {}
}
