package com.footanalytics.vision.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.probe.Orientation;
import com.footanalytics.vision.testing.TestingClips;
import com.footanalytics.vision.testing.TestingPictures;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureDecoderTest {

  private static PictureAnswer.Picture picture(byte[] image) {
    return switch (PictureDecoder.decode(image)) {
      case PictureAnswer.Picture picture -> picture;
      case PictureAnswer.Unreadable(String reason) -> throw new AssertionError(reason);
    };
  }

  private static String reason(byte[] image, long maxPixels) {
    return switch (PictureDecoder.decode(image, maxPixels)) {
      case PictureAnswer.Picture(Frame frame, Orientation _) -> {
        frame.close();
        throw new AssertionError("readable");
      }
      case PictureAnswer.Unreadable(String reason) -> reason;
    };
  }

  @Test
  void aJpegIsDecodedWhole() {
    PictureAnswer.Picture picture = picture(TestingPictures.jpeg(192, 108));
    try (Frame frame = picture.frame()) {
      assertEquals(192, frame.width());
      assertEquals(108, frame.height());
      assertEquals(TestingClips.luma(0), Decoding.luma(frame), 2);
      assertFalse(frame.corrupt());
      assertEquals(Orientation.UPRIGHT, picture.orientation());
    }
  }

  @Test
  void aPngIsDecodedWhole() {
    try (Frame frame = picture(TestingPictures.png(64, 36)).frame()) {
      assertEquals(64, frame.width());
      assertEquals(36, frame.height());
      assertEquals(avutil.AV_PIX_FMT_RGB24, frame.picture().format());
    }
  }

  @Test
  void paletteIndicesBecomeColours() {
    try (Frame frame = picture(TestingPictures.redPaletteImage(20, 10)).frame()) {
      assertEquals(avutil.AV_PIX_FMT_RGB24, frame.picture().format());
      ByteBuffer pixel = frame.picture().data(0).capacity(3).asByteBuffer();
      assertEquals(0xFF, pixel.get(0) & 0xFF);
      assertEquals(0, pixel.get(1));
      assertEquals(0, pixel.get(2));
    }
  }

  /** The eight values of the EXIF tag 0x0112 and what they ask a viewer to do. */
  @ParameterizedTest
  @CsvSource({
    "1,   0, false",
    "2,   0, true",
    "3, 180, false",
    "4, 180, true",
    "5, 270, true",
    "6,  90, false",
    "7,  90, true",
    "8, 270, false",
  })
  void exifOrientationComesWithThePicture(int exif, int degrees, boolean mirrored) {
    PictureAnswer.Picture picture = picture(TestingPictures.jpegWithOrientation(64, 36, exif));
    try (Frame frame = picture.frame()) {
      assertEquals(new Orientation(degrees, mirrored), picture.orientation());
      assertEquals(64, frame.width());
    }
  }

  @Test
  void anUnknownExifOrientationIsUpright() {
    PictureAnswer.Picture picture = picture(TestingPictures.jpegWithOrientation(64, 36, 9));
    picture.frame().close();
    assertEquals(Orientation.UPRIGHT, picture.orientation());
  }

  @Test
  void aJpegThatBreaksOffIsMarked() {
    byte[] jpeg = TestingPictures.jpeg(192, 108);
    try (Frame frame = picture(Arrays.copyOf(jpeg, jpeg.length * 2 / 3)).frame()) {
      assertTrue(frame.corrupt());
    }
  }

  @Test
  void aPngThatBreaksOffIsRefused() {
    byte[] png = TestingPictures.png(64, 36);
    assertEquals(
        "the picture is damaged or incomplete",
        reason(Arrays.copyOf(png, png.length * 2 / 3), 1 << 20));
  }

  @Test
  void whatIsNoPictureIsSaidToBeNone() {
    String expected = "not a picture (expected: JPEG or PNG)";
    assertEquals(expected, reason(new byte[0], 1 << 20));
    assertEquals(expected, reason("GIF89a".getBytes(StandardCharsets.US_ASCII), 1 << 20));
    assertEquals(expected, reason(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF}, 1 << 20));
  }

  @Test
  void tooManyPixelsAreRefusedBeforeDecoding() {
    assertEquals(
        "picture of 192x108 (expected: 1 to 20735 pixels)",
        reason(TestingPictures.jpeg(192, 108), 192 * 108 - 1));
    byte[] bomb = TestingPictures.png(64, 36);
    ByteBuffer.wrap(bomb).putInt(16, -1).putInt(20, -1);
    assertEquals(
        "picture of 4294967295x4294967295 (expected: 1 to 1000 pixels)", reason(bomb, 1000));
    ByteBuffer.wrap(bomb).putInt(16, 0);
    assertEquals("picture of 0x4294967295 (expected: 1 to 1000 pixels)", reason(bomb, 1000));
  }

  @Test
  void noPrefixAndNoFlippedBitThrows() {
    Random random = new Random(4);
    for (byte[] image :
        new byte[][] {
          TestingPictures.jpegWithOrientation(64, 36, 6), TestingPictures.png(64, 36)
        }) {
      for (int length = 0; length < image.length; length += 3) {
        byte[] damaged = Arrays.copyOf(image, length);
        if (length > 20) {
          damaged[random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
        }
        switch (PictureDecoder.decode(damaged, 1 << 20)) {
          case PictureAnswer.Picture(Frame frame, Orientation _) -> frame.close();
          case PictureAnswer.Unreadable(String reason) -> assertFalse(reason.isBlank());
        }
      }
    }
  }
}
