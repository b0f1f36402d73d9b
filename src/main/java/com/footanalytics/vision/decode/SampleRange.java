package com.footanalytics.vision.decode;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/** Which code values the samples of a picture use. */
public final class SampleRange {

  private SampleRange() {}

  /** Whether all of them, as the picture says or as the name of its format does. */
  public static boolean isFull(AVFrame picture) {
    return switch (picture.format()) {
      case avutil.AV_PIX_FMT_YUVJ420P,
          avutil.AV_PIX_FMT_YUVJ422P,
          avutil.AV_PIX_FMT_YUVJ444P,
          avutil.AV_PIX_FMT_YUVJ440P,
          avutil.AV_PIX_FMT_YUVJ411P ->
          true;
      default -> picture.color_range() == AVCOL_RANGE_JPEG;
    };
  }
}
