package com.footanalytics.vision.pipeline;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** Renumbers the frames of detection lines; everything else stays as it is, byte for byte. */
final class FrameNumbers {

  private static final byte[] PREFIX = "{\"type\":\"frame\",\"frame\":".getBytes(US_ASCII);

  private FrameNumbers() {}

  /**
   * Copies frame lines and adds {@code shift} to the number of each.
   *
   * @param lines whole lines; buffered by the caller
   * @throws IOException if a line is not a frame's, or reading or writing fails
   */
  static void copy(InputStream lines, long shift, OutputStream out) throws IOException {
    ByteArrayOutputStream digits = new ByteArrayOutputStream();
    while (true) {
      byte[] prefix = lines.readNBytes(PREFIX.length);
      if (prefix.length == 0) {
        return;
      }
      if (!Arrays.equals(prefix, PREFIX)) {
        throw new IOException("detections: a line is not a frame's");
      }
      digits.reset();
      int next = lines.read();
      for (; next >= '0' && next <= '9'; next = lines.read()) {
        digits.write(next);
      }
      long frame = Long.parseLong(digits.toString(US_ASCII)) + shift;
      out.write(PREFIX);
      out.write(Long.toString(frame).getBytes(US_ASCII));
      for (; next >= 0 && next != '\n'; next = lines.read()) {
        out.write(next);
      }
      out.write('\n');
    }
  }
}
