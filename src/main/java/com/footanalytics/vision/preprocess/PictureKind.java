package com.footanalytics.vision.preprocess;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT470BG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_BT2020;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_FCC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU601;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU709;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_SMPTE240M;

import com.footanalytics.vision.decode.SampleRange;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * What decides how a picture's samples become RGB.
 *
 * @param width pixels
 * @param height pixels
 * @param pixelFormat FFmpeg's number of the pixel format
 * @param colourSpace FFmpeg's number of the YUV matrix, as the stream says, perhaps unspecified
 * @param fullRange whether samples use all code values
 */
record PictureKind(int width, int height, int pixelFormat, int colourSpace, boolean fullRange) {

  /** Pictures at least this high are taken for HD where the stream names no matrix. */
  private static final int HD_HEIGHT = 720;

  static PictureKind of(AVFrame picture) {
    return new PictureKind(
        picture.width(),
        picture.height(),
        picture.format(),
        picture.colorspace(),
        SampleRange.isFull(picture));
  }

  boolean matches(AVFrame picture) {
    return picture.width() == width
        && picture.height() == height
        && picture.format() == pixelFormat
        && picture.colorspace() == colourSpace
        && SampleRange.isFull(picture) == fullRange;
  }

  /** A picture of another size and format whose samples mean the same. */
  PictureKind withSize(int newWidth, int newHeight, int newFormat) {
    return new PictureKind(newWidth, newHeight, newFormat, namedColourSpace(), fullRange);
  }

  /** The YUV matrix; where the stream names none, BT.709 for HD, else BT.601. */
  private int namedColourSpace() {
    if (colourSpace != AVCOL_SPC_UNSPECIFIED) {
      return colourSpace;
    }
    return height < HD_HEIGHT ? AVCOL_SPC_BT470BG : AVCOL_SPC_BT709;
  }

  /** swscale's number of the YUV matrix. */
  int swsMatrix() {
    return switch (namedColourSpace()) {
      case 4 -> SWS_CS_FCC;
      case 5, 6 -> SWS_CS_ITU601;
      case 7 -> SWS_CS_SMPTE240M;
      case 9, 10 -> SWS_CS_BT2020;
      default -> SWS_CS_ITU709;
    };
  }
}
