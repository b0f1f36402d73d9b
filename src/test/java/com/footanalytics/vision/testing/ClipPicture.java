package com.footanalytics.vision.testing;

import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;

/**
 * The pictures of test clips: the mean luma says which picture it is, each quarter has a colour of
 * its own, and a fine moving texture gives every picture something to code.
 */
final class ClipPicture {

  private static final int[] QUARTER_U = {90, 60, 200, 128};
  private static final int[] QUARTER_V = {200, 60, 100, 128};

  private ClipPicture() {}

  /** Mean luma, 0 to 255, of the picture with that index; repeats after 28 pictures. */
  static int luma(int index) {
    return 32 + 7 * (index % 28);
  }

  /** Writes picture {@code index} into a frame that has its format, size and buffers. */
  static void draw(AVFrame target, int index) {
    draw(target, picture -> drawPlanes(picture, index));
  }

  /** Writes a picture of one square into a frame that has its format, size and buffers. */
  static void draw(AVFrame target, ClipSquare square) {
    draw(
        target,
        picture -> {
          for (int plane = 0; plane < 3; plane++) {
            drawSquare(picture, plane, square);
          }
        });
  }

  private static void draw(AVFrame target, Consumer<AVFrame> planes) {
    boolean planar =
        target.format() == avutil.AV_PIX_FMT_YUV420P
            || target.format() == avutil.AV_PIX_FMT_YUVJ420P;
    if (planar) {
      planes.accept(target);
      return;
    }
    AVFrame drawn = avutil.av_frame_alloc();
    drawn.width(target.width()).height(target.height()).format(avutil.AV_PIX_FMT_YUV420P);
    Checked.code("frame buffer", avutil.av_frame_get_buffer(drawn, 0));
    planes.accept(drawn);
    SwsContext scaler =
        swscale.sws_getContext(
            drawn.width(),
            drawn.height(),
            drawn.format(),
            target.width(),
            target.height(),
            target.format(),
            swscale.SWS_POINT,
            null,
            null,
            (DoublePointer) null);
    Checked.code("convert", swscale.sws_scale_frame(scaler, target, drawn));
    swscale.sws_freeContext(scaler);
    avutil.av_frame_free(drawn);
  }

  private static void drawPlanes(AVFrame picture, int index) {
    int width = picture.width();
    int height = picture.height();
    byte[] row = new byte[width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        row[x] = (byte) (luma(index) + ((x + y + index) % 4 < 2 ? 3 : -3));
      }
      picture.data(0).position((long) y * picture.linesize(0)).put(row);
    }
    drawColour(picture, 1, QUARTER_U);
    drawColour(picture, 2, QUARTER_V);
  }

  private static void drawSquare(AVFrame picture, int plane, ClipSquare square) {
    int scale = plane == 0 ? 1 : 2;
    int width = (picture.width() + scale - 1) / scale;
    int height = (picture.height() + scale - 1) / scale;
    byte[] row = new byte[width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        row[x] = (byte) square.sample(plane, x * scale, y * scale);
      }
      picture.data(plane).position((long) y * picture.linesize(plane)).put(row);
    }
  }

  private static void drawColour(AVFrame picture, int plane, int[] quarters) {
    int width = (picture.width() + 1) / 2;
    int height = (picture.height() + 1) / 2;
    byte[] row = new byte[width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        row[x] = (byte) quarters[(2 * y < height ? 0 : 2) + (2 * x < width ? 0 : 1)];
      }
      picture.data(plane).position((long) y * picture.linesize(plane)).put(row);
    }
  }
}
