package com.footanalytics.vision.decode;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.bytedeco.ffmpeg.global.avcodec;

/**
 * What the first bytes of an encoded picture say (PNG: W3C, 5.2 and 11.2.1; JPEG: ITU-T T.81, B.2).
 *
 * @param codecId FFmpeg's number of the codec
 * @param width pixels as coded
 * @param height pixels as coded
 * @param ends whether the picture ends inside these bytes, as far as that can be told
 */
record PictureHeader(int codecId, long width, long height, boolean ends) {

  private static final long PNG_SIGNATURE = 0x89504E470D0A1A0AL;
  private static final int PNG_SIZE_AT = 16;
  private static final int PNG_HEADER_BYTES = 24;
  private static final int JPEG_START = 0xFFD8;
  private static final int JPEG_END = 0xFFD9;
  private static final int JPEG_SIZE_BYTES = 9;

  /** The header of a JPEG or PNG; empty if the bytes begin neither. */
  static Optional<PictureHeader> parse(byte[] image) {
    ByteBuffer bytes = ByteBuffer.wrap(image);
    if (image.length >= PNG_HEADER_BYTES && bytes.getLong(0) == PNG_SIGNATURE) {
      return Optional.of(
          new PictureHeader(
              avcodec.AV_CODEC_ID_PNG,
              Integer.toUnsignedLong(bytes.getInt(PNG_SIZE_AT)),
              Integer.toUnsignedLong(bytes.getInt(PNG_SIZE_AT + Integer.BYTES)),
              true));
    }
    return image.length >= JPEG_SIZE_BYTES && unsigned(bytes, 0) == JPEG_START
        ? jpeg(bytes)
        : Optional.empty();
  }

  private static Optional<PictureHeader> jpeg(ByteBuffer bytes) {
    int position = Short.BYTES;
    while (position + JPEG_SIZE_BYTES <= bytes.limit()) {
      int marker = unsigned(bytes, position);
      if (marker >>> 8 != 0xFF) {
        return Optional.empty();
      }
      if (isStartOfFrame(marker)) {
        return Optional.of(
            new PictureHeader(
                avcodec.AV_CODEC_ID_MJPEG,
                unsigned(bytes, position + 7),
                unsigned(bytes, position + 5),
                endsAfter(bytes, position)));
      }
      boolean fill = marker == 0xFFFF;
      position += fill ? 1 : Short.BYTES + unsigned(bytes, position + Short.BYTES);
    }
    return Optional.empty();
  }

  /** SOF0 to SOF15 without DHT, JPG and DAC, which lie between them. */
  private static boolean isStartOfFrame(int marker) {
    return marker >= 0xFFC0
        && marker <= 0xFFCF
        && marker != 0xFFC4
        && marker != 0xFFC8
        && marker != 0xFFCC;
  }

  private static boolean endsAfter(ByteBuffer bytes, int start) {
    int position = bytes.limit() - Short.BYTES;
    while (position > start && unsigned(bytes, position) != JPEG_END) {
      position--;
    }
    return position > start;
  }

  private static int unsigned(ByteBuffer bytes, int position) {
    return Short.toUnsignedInt(bytes.getShort(position));
  }
}
