package com.footanalytics.vision.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/**
 * The bytes of the one file in a form, as they come in; nothing of it is spooled. Ends only when
 * the whole form was seen to hold no other file. What else the form holds is read over, 1 MiB at
 * the most. For one reader.
 */
final class FormFile extends InputStream {

  private static final int MOST_OTHER_BYTES = 1 << 20;

  private final InputStream body;
  private final FormParts parts;
  private final String name;
  private int otherBytes;
  private boolean isOver;

  private FormFile(InputStream body, FormParts parts) throws IOException {
    this.body = body;
    this.parts = parts;
    this.name =
        nextFile()
            .orElseThrow(() -> HttpProblem.badRequest("the form holds 0 files (expected: 1)"));
  }

  /**
   * Reads up to the file.
   *
   * @param body stays the caller's
   * @param contentType the header that came with it
   * @throws HttpProblem if there is no file or the form is not well formed; reading on throws it
   *     too, also if there is another file
   */
  static FormFile in(InputStream body, String contentType) throws IOException {
    return new FormFile(body, FormParts.of(body, contentType));
  }

  /** The name that the form gives the file. */
  String name() {
    return name;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (isOver) {
      return -1;
    }
    int read = parts.read(target, offset, length);
    if (read < 0) {
      isOver = true;
      if (nextFile().isPresent()) {
        throw HttpProblem.badRequest("the form holds 2 files or more (expected: 1)");
      }
      skip(body);
    }
    return read;
  }

  /** The name of the next part that is a file, at whose beginning the parts stand then. */
  private Optional<String> nextFile() throws IOException {
    skipPart();
    for (Optional<Map<String, String>> part = parts.next(); part.isPresent(); part = parts.next()) {
      Optional<String> found = fileName(part.get());
      if (found.isPresent()) {
        return found;
      }
      skipPart();
    }
    return Optional.empty();
  }

  private static Optional<String> fileName(Map<String, String> headers) {
    Optional<String> found =
        ContentDisposition.fileName(headers.getOrDefault("content-disposition", ""))
            .filter(fileName -> !fileName.isEmpty());
    String encoding = headers.getOrDefault("content-transfer-encoding", "binary");
    if (found.isPresent() && !encoding.matches("(?i)binary|8bit|7bit")) {
      throw HttpProblem.badRequest(
          "Content-Transfer-Encoding: %s (expected: binary)".formatted(encoding));
    }
    return found;
  }

  private void skipPart() throws IOException {
    byte[] dropped = new byte[1 << 12];
    for (int read = parts.read(dropped, 0, dropped.length);
        read >= 0;
        read = parts.read(dropped, 0, dropped.length)) {
      count(read);
    }
  }

  private void skip(InputStream rest) throws IOException {
    byte[] dropped = new byte[1 << 12];
    for (int read = rest.read(dropped); read >= 0; read = rest.read(dropped)) {
      count(read);
    }
  }

  private void count(int bytes) {
    otherBytes += bytes;
    if (otherBytes > MOST_OTHER_BYTES) {
      throw HttpProblem.tooLarge(
          "the form holds more than %d bytes beside its file".formatted(MOST_OTHER_BYTES));
    }
  }
}
