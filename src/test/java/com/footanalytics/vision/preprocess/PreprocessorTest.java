package com.footanalytics.vision.preprocess;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P10LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.footanalytics.vision.decode.Frame;
import com.footanalytics.vision.decode.TestingFrames;
import com.footanalytics.vision.model.Fit;
import com.footanalytics.vision.model.InputSpec;
import com.footanalytics.vision.model.PixelFormat;
import com.footanalytics.vision.probe.Orientation;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreprocessorTest {

  private static final byte GUARD = 77;
  private static final int GUARD_BYTES = 4096;
  private static final int TOLERANCE = 3;

  @AfterEach
  void noFrameIsLeftOpen() {
    assertEquals(0, TestingFrames.open());
  }

  @Test
  void contentLiesTopLeftAndTheRestIsFilled() {
    InputSpec input = new InputSpec("images", 64, 48, 114);
    byte[] slot = preprocess(grey(128, 64, 235), 128, 64, Orientation.UPRIGHT, input);
    assertPixel(slot, input, 0, 0, 255, 255, 255);
    assertPixel(slot, input, 63, 31, 255, 255, 255);
    assertPixel(slot, input, 0, 32, 114, 114, 114);
    assertPixel(slot, input, 63, 47, 114, 114, 114);
  }

  @Test
  void rightMarginIsFilledAfterEveryRow() {
    InputSpec input = new InputSpec("images", 64, 48, 9);
    byte[] slot = preprocess(grey(48, 96, 16), 48, 96, Orientation.UPRIGHT, input);
    for (int y = 0; y < 48; y++) {
      assertPixel(slot, input, 23, y, 0, 0, 0);
      assertPixel(slot, input, 24, y, 9, 9, 9);
    }
  }

  @Test
  void centredContentHasMarginsAboveAndBelow() {
    InputSpec input = fitted(Fit.CENTRE);
    byte[] slot = preprocess(grey(128, 64, 235), 128, 64, Orientation.UPRIGHT, input);
    for (int x : new int[] {0, 63}) {
      assertPixel(slot, input, x, 0, 114, 114, 114);
      assertPixel(slot, input, x, 7, 114, 114, 114);
      assertPixel(slot, input, x, 8, 255, 255, 255);
      assertPixel(slot, input, x, 39, 255, 255, 255);
      assertPixel(slot, input, x, 40, 114, 114, 114);
      assertPixel(slot, input, x, 47, 114, 114, 114);
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "90"})
  void centredContentHasMarginsOnBothSidesOfEveryRow(int clockwise) {
    InputSpec input = fitted(Fit.CENTRE);
    Frame frame = clockwise == 0 ? grey(48, 96, 16) : grey(96, 48, 16);
    byte[] slot =
        preprocess(frame, frame.width(), frame.height(), new Orientation(clockwise, false), input);
    for (int y = 0; y < 48; y++) {
      assertPixel(slot, input, 19, y, 114, 114, 114);
      assertPixel(slot, input, 20, y, 0, 0, 0);
      assertPixel(slot, input, 43, y, 0, 0, 0);
      assertPixel(slot, input, 44, y, 114, 114, 114);
    }
  }

  @Test
  void stretchedContentHasNoMargins() {
    InputSpec input = fitted(Fit.STRETCH);
    byte[] slot = preprocess(grey(128, 32, 235), 128, 32, Orientation.UPRIGHT, input);
    assertPixel(slot, input, 0, 0, 255, 255, 255);
    assertPixel(slot, input, 63, 47, 255, 255, 255);
  }

  private static InputSpec fitted(Fit fit) {
    return new InputSpec("images", 64, 48, fit, 114, PixelFormat.LEVELS, Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({"1920,1080", "1280,720", "848,478", "720,406", "33,17", "97,301", "3,3"})
  void nothingIsWrittenOutsideTheSlot(int width, int height) {
    InputSpec input = new InputSpec("images", 96, 64, 114);
    preprocess(grey(width, height, 128), width, height, Orientation.UPRIGHT, input);
    Orientation turned = new Orientation(90, false);
    preprocess(grey(width, height, 128), width, height, turned, input);
    InputSpec centred = fitted(Fit.CENTRE);
    preprocess(grey(width, height, 128), width, height, Orientation.UPRIGHT, centred);
    preprocess(grey(width, height, 128), width, height, turned, centred);
  }

  @ParameterizedTest
  @CsvSource({
    // matrix (1 BT.709, 5 BT.601, 9 BT.2020), full range, then Y Cb Cr and the RGB they stand for
    "1,false,63,102,240,255,1,0",
    "5,false,81,90,240,255,0,0",
    "9,false,74,97,240,255,1,0",
    "1,true,54,99,255,255,0,0",
    "5,true,76,85,255,255,0,0",
    "1,false,126,128,128,128,128,128",
    "1,true,126,128,128,126,126,126"
  })
  void matrixAndRangeAreTheStreams(
      int matrix, boolean fullRange, int y, int cb, int cr, int red, int green, int blue) {
    InputSpec input = new InputSpec("images", 64, 64, 114);
    for (int size : new int[] {64, 256}) {
      Frame frame = yuv420(size, size, y, cb, cr, AV_PIX_FMT_YUV420P);
      frame.picture().colorspace(matrix);
      frame.picture().color_range(fullRange ? avutil.AVCOL_RANGE_JPEG : avutil.AVCOL_RANGE_MPEG);
      byte[] slot = preprocess(frame, size, size, Orientation.UPRIGHT, input);
      assertPixel(slot, input, 32, 32, red, green, blue);
    }
  }

  @Test
  void jpegPixelFormatsAreFullRangeWithoutBeingTold() {
    InputSpec input = new InputSpec("images", 64, 64, 114);
    Frame frame = yuv420(64, 64, 255, 128, 128, AV_PIX_FMT_YUVJ420P);
    byte[] slot = preprocess(frame, 64, 64, Orientation.UPRIGHT, input);
    assertPixel(slot, input, 5, 5, 255, 255, 255);
  }

  @Test
  void anUnnamedMatrixIsBt709ForHdAndBt601Below() {
    InputSpec input = new InputSpec("images", 64, 64, 114);
    Frame sd = yuv420(320, 320, 81, 90, 240, AV_PIX_FMT_YUV420P);
    assertPixel(preprocess(sd, 320, 320, Orientation.UPRIGHT, input), input, 9, 9, 255, 0, 0);
    Frame hd = yuv420(720, 720, 63, 102, 240, AV_PIX_FMT_YUV420P);
    assertPixel(preprocess(hd, 720, 720, Orientation.UPRIGHT, input), input, 9, 9, 255, 1, 0);
  }

  @Test
  void tenBitPicturesKeepTheirLevels() {
    InputSpec input = new InputSpec("images", 64, 64, 114);
    byte[] samples = new byte[64 * 64 * 3];
    for (int i = 0; i < samples.length; i += 2) {
      int level = i < 64 * 64 * 2 ? 502 : 512;
      samples[i] = (byte) level;
      samples[i + 1] = (byte) (level >> 8);
    }
    Frame frame = TestingFrames.of(AV_PIX_FMT_YUV420P10LE, 64, 64, samples, 0, 0);
    byte[] slot = preprocess(frame, 64, 64, Orientation.UPRIGHT, input);
    assertPixel(slot, input, 30, 30, 127, 127, 127);
  }

  /** The coded picture's corners, clockwise from the top left: red, green, blue, white. */
  @ParameterizedTest
  @CsvSource({
    "0,false,RGBW", "90,false,WRGB", "180,false,BWRG", "270,false,GBWR",
    "0,true,GRWB", "90,true,BGRW", "180,true,WBGR", "270,true,RWBG"
  })
  void picturesAreTurnedUpright(int clockwise, boolean mirrored, String corners) {
    int width = 128;
    int height = 64;
    Orientation orientation = new Orientation(clockwise, mirrored);
    int shownWidth = orientation.swapsAxes() ? height : width;
    int shownHeight = orientation.swapsAxes() ? width : height;
    InputSpec input = new InputSpec("images", shownWidth, shownHeight, 114);
    byte[] slot = preprocess(fourCorners(width, height), width, height, orientation, input);
    String seen =
        ""
            + letter(slot, input, 4, 4)
            + letter(slot, input, shownWidth - 5, 4)
            + letter(slot, input, shownWidth - 5, shownHeight - 5)
            + letter(slot, input, 4, shownHeight - 5);
    assertEquals(corners, seen);
  }

  @Test
  void framesThatChangeSizeAreStretchedToTheStreams() {
    InputSpec input = new InputSpec("images", 64, 48, 114);
    try (Preprocessor preprocessor = new Preprocessor(128, 64, 1, Orientation.UPRIGHT, input);
        Arena arena = Arena.ofConfined();
        Frame large = grey(256, 256, 235);
        Frame small = grey(128, 64, 16)) {
      MemorySegment slot = arena.allocate(input.bytesPerPicture());
      preprocessor.write(large, slot);
      byte[] first = slot.toArray(JAVA_BYTE);
      preprocessor.write(small, slot);
      byte[] second = slot.toArray(JAVA_BYTE);
      assertPixel(first, input, 63, 31, 255, 255, 255);
      assertPixel(first, input, 63, 32, 114, 114, 114);
      assertPixel(second, input, 63, 31, 0, 0, 0);
    }
  }

  @Test
  void aSlotOfTheWrongSizeIsRefused() {
    InputSpec input = new InputSpec("images", 64, 48, 114);
    try (Preprocessor preprocessor = new Preprocessor(64, 48, 1, Orientation.UPRIGHT, input);
        Arena arena = Arena.ofConfined();
        Frame frame = grey(64, 48, 16)) {
      MemorySegment slot = arena.allocate(input.bytesPerPicture() - 1);
      assertThrows(IllegalArgumentException.class, () -> preprocessor.write(frame, slot));
    }
  }

  /** Preprocesses and closes a frame; fails if anything outside the slot was written. */
  private static byte[] preprocess(
      Frame frame, int width, int height, Orientation orientation, InputSpec input) {
    int shownWidth = orientation.swapsAxes() ? height : width;
    int shownHeight = orientation.swapsAxes() ? width : height;
    try (frame;
        Preprocessor preprocessor =
            new Preprocessor(shownWidth, shownHeight, 1, orientation, input);
        Arena arena = Arena.ofConfined()) {
      long bytes = input.bytesPerPicture();
      MemorySegment guarded = arena.allocate(bytes + 2 * GUARD_BYTES, 64).fill(GUARD);
      preprocessor.write(frame, guarded.asSlice(GUARD_BYTES, bytes));
      for (long i = 0; i < GUARD_BYTES; i++) {
        assertEquals(GUARD, guarded.get(JAVA_BYTE, i));
        assertEquals(GUARD, guarded.get(JAVA_BYTE, GUARD_BYTES + bytes + i));
      }
      return guarded.asSlice(GUARD_BYTES, bytes).toArray(JAVA_BYTE);
    }
  }

  private static Frame grey(int width, int height, int luma) {
    return yuv420(width, height, luma, 128, 128, AV_PIX_FMT_YUV420P);
  }

  private static Frame yuv420(int width, int height, int y, int cb, int cr, int format) {
    int chroma = ((width + 1) / 2) * ((height + 1) / 2);
    byte[] samples = new byte[width * height + 2 * chroma];
    Arrays.fill(samples, 0, width * height, (byte) y);
    Arrays.fill(samples, width * height, width * height + chroma, (byte) cb);
    Arrays.fill(samples, width * height + chroma, samples.length, (byte) cr);
    return TestingFrames.of(format, width, height, samples, 0, 0);
  }

  private static Frame fourCorners(int width, int height) {
    int[] colours = {0xFF0000, 0x00FF00, 0xFFFFFF, 0x0000FF};
    byte[] samples = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int colour = colours[(y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1)];
        for (int channel = 0; channel < 3; channel++) {
          samples[(y * width + x) * 3 + channel] = (byte) (colour >> (16 - 8 * channel));
        }
      }
    }
    return TestingFrames.of(AV_PIX_FMT_RGB24, width, height, samples, 0, 0);
  }

  private static char letter(byte[] slot, InputSpec input, int x, int y) {
    int at = (y * input.width() + x) * 3;
    boolean red = (slot[at] & 0xFF) > 127;
    boolean green = (slot[at + 1] & 0xFF) > 127;
    return red ? (green ? 'W' : 'R') : (green ? 'G' : 'B');
  }

  private static void assertPixel(
      byte[] slot, InputSpec input, int x, int y, int red, int green, int blue) {
    int at = (y * input.width() + x) * 3;
    assertEquals(red, slot[at] & 0xFF, TOLERANCE, "red at " + x + "," + y);
    assertEquals(green, slot[at + 1] & 0xFF, TOLERANCE, "green at " + x + "," + y);
    assertEquals(blue, slot[at + 2] & 0xFF, TOLERANCE, "blue at " + x + "," + y);
  }
}
