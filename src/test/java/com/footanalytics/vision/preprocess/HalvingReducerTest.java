package com.footanalytics.vision.preprocess;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.decode.Frame;
import com.footanalytics.vision.decode.TestingFrames;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalvingReducerTest {

  private static final byte GUARD = 85;

  @ParameterizedTest
  @CsvSource({"4,1,0,0", "8,3,0,0", "16,5,7,3", "480,270,24,64", "960,540,64,0"})
  void everySampleIsTheRoundedMeanOfFour(int width, int height, int sourcePad, int targetPad) {
    Random random = new Random(width);
    int sourceStride = 2 * width + sourcePad;
    int targetStride = width + targetPad;
    byte[] samples = new byte[sourceStride * 2 * height];
    random.nextBytes(samples);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment source = arena.allocate(samples.length);
      source.copyFrom(MemorySegment.ofArray(samples));
      MemorySegment target = arena.allocate((long) targetStride * height).fill(GUARD);
      HalvingReducer.halve(source, sourceStride, target, targetStride, width, height);
      byte[] expected = new byte[targetStride * height];
      Arrays.fill(expected, GUARD);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          expected[y * targetStride + x] = mean(samples, sourceStride, 2 * x, 2 * y);
        }
      }
      assertArrayEquals(expected, target.toArray(JAVA_BYTE));
    }
  }

  @Test
  void theBrightestPictureDoesNotOverflow() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment source = arena.allocate(64).fill((byte) 0xFF);
      MemorySegment target = arena.allocate(16);
      HalvingReducer.halve(source, 16, target, 8, 8, 2);
      assertEquals(-1L, target.get(java.lang.foreign.ValueLayout.JAVA_LONG, 0));
      assertEquals(-1L, target.get(java.lang.foreign.ValueLayout.JAVA_LONG, 8));
    }
  }

  @Test
  void allThreePlanesAreHalved() {
    byte[] samples = new byte[64 * 32 * 3 / 2];
    Arrays.fill(samples, 0, 64 * 32, (byte) 40);
    Arrays.fill(samples, 64 * 32, 64 * 32 * 5 / 4, (byte) 90);
    Arrays.fill(samples, 64 * 32 * 5 / 4, samples.length, (byte) 200);
    byte[] blank = new byte[32 * 16 * 3 / 2];
    try (Frame large = TestingFrames.of(AV_PIX_FMT_YUV420P, 64, 32, samples, 0, 0);
        Frame small = TestingFrames.of(AV_PIX_FMT_YUV420P, 32, 16, blank, 0, 0);
        HalvingReducer reducer = new HalvingReducer()) {
      reducer.reduce(large.picture(), small.picture());
      byte[] halved = TestingFrames.samples(small.picture());
      byte[] expected = new byte[blank.length];
      Arrays.fill(expected, 0, 512, (byte) 40);
      Arrays.fill(expected, 512, 640, (byte) 90);
      Arrays.fill(expected, 640, 768, (byte) 200);
      assertArrayEquals(expected, halved);
    }
  }

  @Test
  void onlyExactHalvesFit() {
    PictureKind hd = new PictureKind(1920, 1080, AV_PIX_FMT_YUV420P, 1, false);
    assertTrue(HalvingReducer.fits(hd, 960, 540));
    assertFalse(HalvingReducer.fits(hd, 960, 544));
    assertFalse(HalvingReducer.fits(hd, 640, 360));
    assertFalse(HalvingReducer.fits(hd.withSize(1912, 1080, AV_PIX_FMT_YUV420P), 956, 540));
  }

  private static byte mean(byte[] samples, int stride, int x, int y) {
    int sum =
        Byte.toUnsignedInt(samples[y * stride + x])
            + Byte.toUnsignedInt(samples[y * stride + x + 1])
            + Byte.toUnsignedInt(samples[(y + 1) * stride + x])
            + Byte.toUnsignedInt(samples[(y + 1) * stride + x + 1]);
    return (byte) ((sum + 2) / 4);
  }
}
