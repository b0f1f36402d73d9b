package com.footanalytics.vision.probe;

import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;

/**
 * The 3x3 matrix {@code a b u, c d v, x y w} by which MP4 and FFmpeg say how a picture is shown:
 * {@code x' = a x + c y}, {@code y' = b x + d y}, y downwards (ISO/IEC 14496-12, 6.2.2; FFmpeg's
 * {@code libavutil/display.h}). Offsets and scales do not matter here.
 */
public final class DisplayMatrix {

  private static final int SIDE_DATA_INTS = 9;

  /** How far, as a part of the larger element, a quarter turn may be off: half a degree. */
  private static final double SLACK = 0.01;

  private DisplayMatrix() {}

  /** As {@link #orientation(int, int, int, int)}, from FFmpeg's display matrix side data. */
  public static Optional<Orientation> orientation(BytePointer sideData) {
    int[] m = new int[SIDE_DATA_INTS];
    new IntPointer(sideData).get(m);
    return orientation(m[0], m[1], m[3], m[4]);
  }

  /**
   * The turn and reflection of a matrix; a matrix of zeros says nothing and means upright.
   *
   * @return empty if the matrix is not a multiple of a quarter turn
   */
  static Optional<Orientation> orientation(int a, int b, int c, int d) {
    double straight = Math.max(Math.abs((double) a), Math.abs((double) d));
    double crossed = Math.max(Math.abs((double) b), Math.abs((double) c));
    if (straight == 0 && crossed == 0) {
      return Optional.of(Orientation.UPRIGHT);
    }
    if (Math.min(straight, crossed) > SLACK * Math.max(straight, crossed)) {
      return Optional.empty();
    }
    boolean mirrored = (double) a * d - (double) b * c < 0;
    int degrees = straight > crossed ? (d >= 0 ? 0 : 180) : (c <= 0 ? 90 : 270);
    return Optional.of(new Orientation(degrees, mirrored));
  }
}
