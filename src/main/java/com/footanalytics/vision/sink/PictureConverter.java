package com.footanalytics.vision.sink;

import static com.footanalytics.vision.sink.FfmpegCall.checked;
import static com.footanalytics.vision.sink.FfmpegCall.made;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_free_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;

import com.footanalytics.vision.probe.Orientation;
import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;

/**
 * Brings decoded pictures of any size and format onto one 8-bit 4:2:0 canvas, upright. Owns the
 * canvas until closed. Not thread-safe.
 */
final class PictureConverter implements AutoCloseable {

  private static final int PLANES = 3;

  private final Orientation orientation;
  private final Colours colours;
  private final AVFrame canvas;
  private final AVFrame coded;
  private final SwsContext scaler;

  /**
   * @param colours what the canvas is to hold; pictures of other range or matrix are converted
   */
  PictureConverter(CanvasSize size, Orientation orientation, Colours colours) throws IOException {
    this.orientation = orientation;
    this.colours = colours;
    canvas = made(av_frame_alloc(), "canvas");
    coded = made(av_frame_alloc(), "canvas");
    scaler = made(sws_alloc_context(), "scaler");
    scaler.flags(SWS_BILINEAR);
    boolean swaps = orientation.swapsAxes();
    shape(canvas, size.width(), size.height());
    shape(
        coded,
        swaps ? size.contentHeight() : size.contentWidth(),
        swaps ? size.contentWidth() : size.contentHeight());
    try {
      checked(av_frame_get_buffer(canvas, 0), "canvas");
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /**
   * Copies a picture onto the canvas.
   *
   * @param picture read, not kept
   * @return the canvas, writable; valid until the next call
   */
  AVFrame convert(AVFrame picture) throws IOException {
    checked(av_frame_make_writable(canvas), "canvas");
    AVFrame source = fits(picture) ? picture : scaled(picture);
    for (int i = 0; i < PLANES; i++) {
      Plane.of(canvas, i).takeTurned(Plane.of(source, i), orientation);
    }
    return canvas;
  }

  @Override
  public void close() {
    sws_free_context(scaler);
    av_frame_free(coded);
    av_frame_free(canvas);
  }

  private boolean fits(AVFrame picture) {
    return (picture.format() == AV_PIX_FMT_YUV420P || picture.format() == AV_PIX_FMT_YUVJ420P)
        && picture.width() == coded.width()
        && picture.height() == coded.height()
        && picture.linesize(0) > 0
        && Colours.rangeOf(picture) == colours.range()
        && picture.colorspace() == colours.matrix();
  }

  private AVFrame scaled(AVFrame picture) throws IOException {
    if (coded.data(0) == null) {
      checked(av_frame_get_buffer(coded, 0), "scaled picture");
    }
    checked(sws_scale_frame(scaler, coded, picture), "scale picture");
    return coded;
  }

  private void shape(AVFrame frame, int width, int height) {
    frame.format(AV_PIX_FMT_YUV420P);
    frame.width(width);
    frame.height(height);
    colours.tag(frame);
  }
}
