package com.footanalytics.vision.preprocess;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.swscale.SWS_AREA;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_DEFAULT;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/** One swscale context with its colour description. Owns the context; one thread at a time. */
final class ScaleStep implements PlaneReducer {

  private static final int NEUTRAL = 1 << 16;

  private final SwsContext context;
  private final int sourceHeight;

  private ScaleStep(SwsContext context, int sourceHeight) {
    this.context = context;
    this.sourceHeight = sourceHeight;
  }

  /** To full-range RGB of the given size. */
  static ScaleStep toRgb(PictureKind source, int width, int height) {
    return open(source, width, height, AV_PIX_FMT_RGB24, true);
  }

  /** To smaller planes that keep matrix and range. */
  static ScaleStep toPlanes(PictureKind source, PictureKind target) {
    return open(source, target.width(), target.height(), target.pixelFormat(), source.fullRange());
  }

  private static ScaleStep open(
      PictureKind source, int width, int height, int format, boolean fullRangeOut) {
    boolean shrinks = width < source.width() || height < source.height();
    SwsContext context =
        sws_getContext(
            source.width(),
            source.height(),
            source.pixelFormat(),
            width,
            height,
            format,
            shrinks ? SWS_AREA : SWS_BILINEAR,
            null,
            null,
            (DoublePointer) null);
    if (context == null) {
      throw new IllegalStateException(
          "swscale: no conversion from pixel format %d at %dx%d to %dx%d"
              .formatted(source.pixelFormat(), source.width(), source.height(), width, height));
    }
    IntPointer matrix = sws_getCoefficients(source.swsMatrix());
    IntPointer matrixOut =
        format == AV_PIX_FMT_RGB24 ? sws_getCoefficients(SWS_CS_DEFAULT) : matrix;
    sws_setColorspaceDetails(
        context,
        matrix,
        source.fullRange() ? 1 : 0,
        matrixOut,
        fullRangeOut ? 1 : 0,
        0,
        NEUTRAL,
        NEUTRAL);
    return new ScaleStep(context, source.height());
  }

  @Override
  public void reduce(AVFrame picture, AVFrame small) {
    run(picture.data(), picture.linesize(), small.data(), small.linesize());
  }

  void run(
      PointerPointer<?> source,
      IntPointer sourceStrides,
      PointerPointer<?> target,
      IntPointer targetStrides) {
    sws_scale(context, source, sourceStrides, 0, sourceHeight, target, targetStrides);
  }

  @Override
  public void close() {
    sws_freeContext(context);
  }
}
