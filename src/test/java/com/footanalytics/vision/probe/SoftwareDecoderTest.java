package com.footanalytics.vision.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bytedeco.ffmpeg.global.avcodec;
import org.junit.jupiter.api.Test;

class SoftwareDecoderTest {

  private static String name(int codecId) {
    return SoftwareDecoder.find(codecId).orElseThrow().name().getString();
  }

  @Test
  void ffmpegsOwnDecodersArePreferred() {
    assertEquals("h264", name(avcodec.AV_CODEC_ID_H264));
    assertEquals("hevc", name(avcodec.AV_CODEC_ID_HEVC));
    assertEquals("vp9", name(avcodec.AV_CODEC_ID_VP9));
    assertEquals("mjpeg", name(avcodec.AV_CODEC_ID_MJPEG));
  }

  @Test
  void av1IsDecodedInSoftware() {
    assertEquals("libaom-av1", name(avcodec.AV_CODEC_ID_AV1));
  }

  @Test
  void whatNobodyDecodesIsNotFound() {
    assertTrue(SoftwareDecoder.find(avcodec.AV_CODEC_ID_NONE).isEmpty());
    assertTrue(SoftwareDecoder.find(avcodec.AV_CODEC_ID_TTF).isEmpty());
  }
}
