package com.footanalytics.vision.testing;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import javax.imageio.ImageIO;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Encoded pictures that tests make for themselves; those of the size of a clip show what picture 0
 * of a clip shows.
 */
public final class TestingPictures {

  private static final int JPEG_START_BYTES = 2;
  private static final int EXIF_ENTRY_SHORT = 3;
  private static final int EXIF_ORIENTATION = 0x0112;

  private TestingPictures() {}

  /** A JPEG. */
  public static byte[] jpeg(int width, int height) {
    return encoded(
        "jpeg-%dx%d".formatted(width, height),
        ClipTrack.of("mjpeg", width, height, 1).pixelFormat(avutil.AV_PIX_FMT_YUVJ420P));
  }

  /** A JPEG whose EXIF data give one of the orientations 1 to 8. */
  public static byte[] jpegWithOrientation(int width, int height, int exifOrientation) {
    return withOrientation(jpeg(width, height), exifOrientation);
  }

  /** A JPEG of one square whose EXIF data give one of the orientations 1 to 8. */
  public static byte[] squareWithOrientation(
      int width, int height, ClipSquare square, int exifOrientation) {
    byte[] jpeg =
        encoded(
            "square-%dx%d-%s".formatted(width, height, square.hashCode()),
            ClipTrack.of("mjpeg", width, height, 1)
                .pixelFormat(avutil.AV_PIX_FMT_YUVJ420P)
                .squares(_ -> square));
    return withOrientation(jpeg, exifOrientation);
  }

  private static byte[] withOrientation(byte[] jpeg, int exifOrientation) {
    byte[] exif = exif(exifOrientation);
    return ByteBuffer.allocate(jpeg.length + exif.length)
        .put(jpeg, 0, JPEG_START_BYTES)
        .put(exif)
        .put(jpeg, JPEG_START_BYTES, jpeg.length - JPEG_START_BYTES)
        .array();
  }

  private static byte[] exif(int orientation) {
    int tiffBytes = 26;
    byte[] name = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(4 + name.length + tiffBytes)
        .putShort((short) 0xFFE1)
        .putShort((short) (2 + name.length + tiffBytes))
        .put(name)
        .putShort((short) 0x4D4D)
        .putShort((short) 42)
        .putInt(8)
        .putShort((short) 1)
        .putShort((short) EXIF_ORIENTATION)
        .putShort((short) EXIF_ENTRY_SHORT)
        .putInt(1)
        .putShort((short) orientation)
        .putShort((short) 0)
        .putInt(0)
        .array();
  }

  /** A PNG in RGB. */
  public static byte[] png(int width, int height) {
    return encoded(
        "png-%dx%d".formatted(width, height),
        ClipTrack.of("png", width, height, 1).pixelFormat(avutil.AV_PIX_FMT_RGB24));
  }

  /** A PNG with a palette, all of it pure red. */
  public static byte[] redPaletteImage(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, 0xFFFF0000);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] encoded(String name, ClipTrack track) {
    try {
      return Files.readAllBytes(TestingClips.make(name, "image2pipe", Map.of(), 0, track));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
