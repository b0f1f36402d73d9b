package com.footanalytics.vision.probe;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** Rewrites boxes of ISO base media files and keeps the sizes of what they lie in. */
final class Boxes {

  private static final int HEADER = 8;

  private Boxes() {}

  /**
   * A file with another box, or several or none, in place of every box on a path.
   *
   * @param path types from the outermost in, such as {@code moov/trak}
   * @param replace from whole box to whole boxes
   */
  static byte[] replace(byte[] boxes, String path, UnaryOperator<byte[]> replace) {
    int slash = path.indexOf('/');
    String first = slash < 0 ? path : path.substring(0, slash);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteBuffer bytes = ByteBuffer.wrap(boxes);
    while (bytes.remaining() >= HEADER) {
      byte[] box = new byte[bytes.getInt(bytes.position())];
      String type =
          new String(boxes, bytes.position() + Integer.BYTES, 4, StandardCharsets.ISO_8859_1);
      bytes.get(box);
      if (!type.equals(first)) {
        out.writeBytes(box);
      } else if (slash < 0) {
        out.writeBytes(replace.apply(box));
      } else {
        byte[] content = new byte[box.length - HEADER];
        System.arraycopy(box, HEADER, content, 0, content.length);
        out.writeBytes(box(type, replace(content, path.substring(slash + 1), replace)));
      }
    }
    return out.toByteArray();
  }

  /** A box of that type. */
  static byte[] box(String type, byte[]... content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : content) {
      out.writeBytes(part);
    }
    return ByteBuffer.allocate(HEADER + out.size())
        .putInt(HEADER + out.size())
        .put(type.getBytes(StandardCharsets.ISO_8859_1))
        .put(out.toByteArray())
        .array();
  }
}
