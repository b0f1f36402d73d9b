package com.footanalytics.vision.sink;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_CL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT470BG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import com.footanalytics.vision.decode.SampleRange;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;

/**
 * What the numbers of a Y'CbCr picture mean, in FFmpeg's constants.
 *
 * @param matrix {@code AVCOL_SPC_*}, never RGB
 * @param primaries {@code AVCOL_PRI_*}
 * @param transfer {@code AVCOL_TRC_*}
 * @param range {@code AVCOL_RANGE_*}
 */
record Colours(int matrix, int primaries, int transfer, int range) {

  private static final int FIRST_HD_HEIGHT = 720;

  /**
   * The colours a picture has as Y'CbCr: its own; an RGB picture gets the matrix usual for its
   * size, in limited range.
   */
  static Colours of(AVFrame picture) {
    AVPixFmtDescriptor format = av_pix_fmt_desc_get(picture.format());
    boolean rgb = (format.flags() & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL)) != 0;
    if (rgb || picture.colorspace() == AVCOL_SPC_RGB) {
      return new Colours(
          usualMatrix(picture.height()),
          picture.color_primaries(),
          picture.color_trc(),
          AVCOL_RANGE_MPEG);
    }
    return new Colours(
        picture.colorspace(), picture.color_primaries(), picture.color_trc(), rangeOf(picture));
  }

  /** The range of a picture's numbers; formats that are full range by name say so here. */
  static int rangeOf(AVFrame picture) {
    return SampleRange.isFull(picture) ? AVCOL_RANGE_JPEG : picture.color_range();
  }

  /** Tags {@code picture} with these colours. */
  void tag(AVFrame picture) {
    picture.colorspace(matrix);
    picture.color_primaries(primaries);
    picture.color_trc(transfer);
    picture.color_range(range);
  }

  /**
   * The ink that shows as {@code rgb} in pictures of these colours.
   *
   * @param rgb 0xRRGGBB
   * @param height of the picture, which decides the matrix where none is stated
   */
  Ink ink(int rgb, int height) {
    boolean bt601 =
        switch (matrix == AVCOL_SPC_UNSPECIFIED ? usualMatrix(height) : matrix) {
          case AVCOL_SPC_BT470BG, AVCOL_SPC_SMPTE170M -> true;
          default -> false;
        };
    boolean bt2020 = matrix == AVCOL_SPC_BT2020_NCL || matrix == AVCOL_SPC_BT2020_CL;
    double redWeight = bt601 ? 0.299 : bt2020 ? 0.2627 : 0.2126;
    double blueWeight = bt601 ? 0.114 : bt2020 ? 0.0593 : 0.0722;
    double red = (rgb >> 16 & 255) / 255.0;
    double green = (rgb >> 8 & 255) / 255.0;
    double blue = (rgb & 255) / 255.0;
    double luma = redWeight * red + (1 - redWeight - blueWeight) * green + blueWeight * blue;
    double cb = (blue - luma) / (2 * (1 - blueWeight));
    double cr = (red - luma) / (2 * (1 - redWeight));
    return range == AVCOL_RANGE_JPEG
        ? new Ink(level(255 * luma), level(128 + 255 * cb), level(128 + 255 * cr))
        : new Ink(level(16 + 219 * luma), level(128 + 224 * cb), level(128 + 224 * cr));
  }

  private static byte level(double value) {
    return (byte) Math.clamp(Math.round(value), 0, 255);
  }

  private static int usualMatrix(int height) {
    return height < FIRST_HD_HEIGHT ? AVCOL_SPC_SMPTE170M : AVCOL_SPC_BT709;
  }

  /**
   * One colour as a picture holds it; bytes are unsigned.
   *
   * @param luma Y'
   * @param cb blue difference
   * @param cr red difference
   */
  record Ink(byte luma, byte cb, byte cr) {}
}
