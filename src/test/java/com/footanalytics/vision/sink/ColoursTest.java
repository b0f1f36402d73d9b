package com.footanalytics.vision.sink;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.footanalytics.vision.decode.Frame;
import com.footanalytics.vision.decode.TestingFrames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColoursTest {

  /** Red, as ITU-R BT.601, BT.709 and BT.2020 code it. */
  @ParameterizedTest
  @CsvSource({
    AVCOL_SPC_SMPTE170M + "," + AVCOL_RANGE_MPEG + ", 480, 81, 90, 240",
    AVCOL_SPC_SMPTE170M + "," + AVCOL_RANGE_JPEG + ", 480, 76, 85, 255",
    AVCOL_SPC_BT709 + "," + AVCOL_RANGE_MPEG + ", 480, 63, 102, 240",
    AVCOL_SPC_BT2020_NCL + "," + AVCOL_RANGE_MPEG + ", 2160, 74, 97, 240",
    AVCOL_SPC_UNSPECIFIED + "," + AVCOL_RANGE_UNSPECIFIED + ", 1080, 63, 102, 240",
    AVCOL_SPC_UNSPECIFIED + "," + AVCOL_RANGE_UNSPECIFIED + ", 576, 81, 90, 240",
  })
  void redIsCodedAsTheMatrixSays(int matrix, int range, int height, int luma, int cb, int cr) {
    Colours.Ink red = new Colours(matrix, 2, 2, range).ink(0xFF0000, height);
    assertEquals(luma, Byte.toUnsignedInt(red.luma()));
    assertEquals(cb, Byte.toUnsignedInt(red.cb()));
    assertEquals(cr, Byte.toUnsignedInt(red.cr()));
  }

  @Test
  void greyHasNoHue() {
    Colours.Ink white = new Colours(AVCOL_SPC_BT709, 2, 2, AVCOL_RANGE_MPEG).ink(0xFFFFFF, 1080);
    assertEquals(new Colours.Ink((byte) 235, (byte) 128, (byte) 128), white);
  }

  @Test
  void formatsThatAreFullRangeByNameAre() {
    try (Frame frame = TestingFrames.of(AV_PIX_FMT_YUVJ420P, 2, 2, new byte[6], 0, 0)) {
      assertEquals(AVCOL_RANGE_JPEG, Colours.of(frame.picture()).range());
    }
  }

  @Test
  void rgbBecomesLimitedRange() {
    try (Frame frame = TestingFrames.of(AV_PIX_FMT_RGB24, 2, 2, new byte[12], 0, 0)) {
      Colours colours = Colours.of(frame.picture());
      assertEquals(AVCOL_SPC_SMPTE170M, colours.matrix());
      assertEquals(AVCOL_RANGE_MPEG, colours.range());
    }
  }
}
