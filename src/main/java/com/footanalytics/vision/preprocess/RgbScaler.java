package com.footanalytics.vision.preprocess;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;

import java.lang.foreign.MemorySegment;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * swscale from one source geometry, format and colour description to packed RGB of one size. Owns
 * its native contexts; one thread at a time.
 *
 * <p>A large 8-bit 4:2:0 picture is first made smaller as planes and then turned to RGB, which
 * costs about half of doing both at once; the last step writes into the caller's memory either way.
 */
final class RgbScaler implements AutoCloseable {

  /** Bytes past the end of the last row that native code may touch. */
  static final int OVERRUN_BYTES = 64;

  /** Widths the unscaled colour conversion writes exactly. */
  private static final int EXACT_WIDTH = 32;

  private final PictureKind kind;
  private final int width;
  private final int height;
  private final ScaleStep toRgb;
  private final @Nullable PlaneReducer toSmall;
  private final @Nullable AVFrame small;
  private final Target target = new Target();
  private final PointerPointer<BytePointer> targetPlanes = new PointerPointer<>(4);
  private final IntPointer targetStrides = new IntPointer(4);

  private RgbScaler(
      PictureKind kind,
      int width,
      int height,
      ScaleStep toRgb,
      @Nullable PlaneReducer toSmall,
      @Nullable AVFrame small) {
    this.kind = kind;
    this.width = width;
    this.height = height;
    this.toRgb = toRgb;
    this.toSmall = toSmall;
    this.small = small;
    targetPlanes.zero();
    targetStrides.put(0, 0, 0, 0);
  }

  /** A scaler for pictures like {@code sample}. */
  static RgbScaler open(AVFrame sample, int width, int height) {
    PictureKind kind = PictureKind.of(sample);
    boolean planar8 =
        kind.pixelFormat() == AV_PIX_FMT_YUV420P || kind.pixelFormat() == AV_PIX_FMT_YUVJ420P;
    boolean shrinks = kind.width() * 2 >= width * 3 && kind.height() * 2 >= height * 3;
    if (!planar8 || !shrinks || width % EXACT_WIDTH != 0 || height % 2 != 0) {
      ScaleStep direct = ScaleStep.toRgb(kind, width, height);
      return new RgbScaler(kind, width, height, direct, null, null);
    }
    PictureKind reduced = kind.withSize(width, height, AV_PIX_FMT_YUV420P);
    AVFrame small = av_frame_alloc();
    small.format(AV_PIX_FMT_YUV420P).width(width).height(height);
    if (kind.fullRange()) {
      small.color_range(AVCOL_RANGE_JPEG);
    }
    if (av_frame_get_buffer(small, 0) < 0) {
      av_frame_free(small);
      throw new OutOfMemoryError("no native memory for a %dx%d picture".formatted(width, height));
    }
    return new RgbScaler(
        kind,
        width,
        height,
        ScaleStep.toRgb(reduced, width, height),
        reducer(kind, reduced, sample),
        small);
  }

  private static PlaneReducer reducer(PictureKind kind, PictureKind reduced, AVFrame sample) {
    return HalvingReducer.fits(kind, reduced.width(), reduced.height()) && sample.linesize(0) > 0
        ? new HalvingReducer()
        : ScaleStep.toPlanes(kind, reduced);
  }

  /** Whether this scaler was made for pictures like {@code picture}. */
  boolean fits(AVFrame picture) {
    return kind.matches(picture);
  }

  /**
   * Scales a picture.
   *
   * @param target packed RGB, written from its first byte
   * @param rowBytes bytes from one row of the target to the next, at least 3 x width
   */
  void scale(AVFrame picture, MemorySegment target, int rowBytes) {
    if (target.byteSize() < (long) rowBytes * (height - 1) + width * 3L) {
      throw new IllegalArgumentException("target: " + target.byteSize() + " bytes are too few");
    }
    targetPlanes.put(0, this.target.at(target.address()));
    targetStrides.put(0, rowBytes);
    if (toSmall != null && small != null) {
      toSmall.reduce(picture, small);
      toRgb.run(small.data(), small.linesize(), targetPlanes, targetStrides);
    } else {
      toRgb.run(picture.data(), picture.linesize(), targetPlanes, targetStrides);
    }
  }

  @Override
  public void close() {
    toRgb.close();
    if (toSmall != null) {
      toSmall.close();
    }
    if (small != null) {
      av_frame_free(small);
    }
    targetPlanes.close();
    targetStrides.close();
  }

  /** A pointer that is moved to another address instead of being made anew. */
  private static final class Target extends BytePointer {
    Target at(long address) {
      this.address = address;
      return this;
    }
  }
}
