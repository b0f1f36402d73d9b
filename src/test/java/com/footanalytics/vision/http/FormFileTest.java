package com.footanalytics.vision.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormFileTest {

  private static final String TYPE = "multipart/form-data; boundary=xyz";
  private static final String FILE =
      "--xyz\r\nContent-Disposition: form-data; name=\"f\"; filename=\"m.mp4\"\r\n"
          + "Content-Type: video/mp4\r\n\r\n";
  private static final String FIELD =
      "--xyz\r\nContent-Disposition: form-data; name=\"comment\"\r\n\r\nno file\r\n";
  private static final String END = "\r\n--xyz--\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {"match", "", "\r\n", "\r\n--xy", "--xyz", "\r\n--\r\n--xy\r\r\n--xy", "\n"})
  void theFileIsWhatStandsBetweenItsBoundaries(String content) throws IOException {
    for (int each = 1; each < 20; each++) {
      try (FormFile file = FormFile.in(slow(FILE + content + END, each), TYPE)) {
        assertEquals("m.mp4", file.name());
        assertEquals(content, new String(file.readAllBytes(), UTF_8), "read by " + each);
        assertEquals(-1, file.read());
      }
    }
  }

  @Test
  void whateverTheBytesAreTheyComeOutAsTheyCameIn() throws IOException {
    byte[] few = "\r\n-xyz".getBytes(UTF_8);
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      byte[] content = new byte[random.nextInt(seed % 10 == 0 ? 300_000 : 40)];
      for (int i = 0; i < content.length; i++) {
        content[i] = seed % 2 == 0 ? few[random.nextInt(few.length)] : (byte) random.nextInt(256);
      }
      String text = new String(content, ISO_8859_1);
      if (text.contains("\r\n--xyz")) {
        continue;
      }
      InputStream body =
          new SequenceInputStream(
              slow(FILE, 1 + random.nextInt(90)),
              new SequenceInputStream(
                  new ByteArrayInputStream(content), slow(END, 1 + random.nextInt(9))));
      try (FormFile file = FormFile.in(body, TYPE)) {
        assertArrayEquals(content, file.readAllBytes(), "seed " + seed);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data; boundary=\"xyz\"",
        "Multipart/Form-Data;charset=utf-8;BOUNDARY = xyz",
        "multipart/form-data; boundary=xyz; charset=utf-8"
      })
  void theBoundaryIsNamedInTheHeader(String type) throws IOException {
    try (FormFile file = FormFile.in(slow(FILE + "match" + END, 7), type)) {
      assertEquals("match", new String(file.readAllBytes(), UTF_8));
    }
  }

  @Test
  void whatIsNoFileIsReadOver() throws IOException {
    String empty = "--xyz\r\nContent-Disposition: form-data; name=g; filename=\"\"\r\n\r\n\r\n";
    String body = "for old readers\r\n" + FIELD + empty + FILE + "match\r\n" + FIELD + "--xyz--";
    try (FormFile file = FormFile.in(slow(body, 5), TYPE)) {
      assertEquals("match", new String(file.readAllBytes(), UTF_8));
    }
    String padded = FILE.replaceFirst("\r\n", " \t\r\n") + "match\r\n--xyz-- \r\nand more";
    try (FormFile file = FormFile.in(slow(padded, 5), TYPE)) {
      assertEquals("match", new String(file.readAllBytes(), UTF_8));
    }
  }

  @Test
  void nothingIsReadBeyondTheFileBeforeItIsWanted() throws IOException {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("read too far");
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            return read();
          }
        };
    InputStream body = new SequenceInputStream(slow(FILE + "0123456789", 1000), broken);
    FormFile file = FormFile.in(body, TYPE);
    assertEquals("0123", new String(file.readNBytes(4), UTF_8));
    assertThrows(IOException.class, file::readAllBytes);
  }

  @Test
  void thereIsOneFile() throws IOException {
    refused(FIELD + "--xyz--\r\n", 400, "holds 0 files");
    refused("--xyz--\r\n", 400, "holds 0 files");
    try (FormFile file = FormFile.in(slow(FILE + "a\r\n" + FILE + "b" + END, 11), TYPE)) {
      HttpProblem problem = assertThrows(HttpProblem.class, file::readAllBytes);
      assertEquals(400, problem.status());
      assertTrue(problem.detail().contains("holds 2 files"), problem.detail());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {FILE + "match", FILE + "match\r\n--xyz", FILE + "match\r\n--xyz-", FIELD, "", "x"})
  void aFormThatEndsEarlyIsRefused(String body) {
    refused(body, 400, "ends in the middle");
  }

  @ParameterizedTest
  @CsvSource({
    "multipart/form-data, names no boundary",
    "multipart/form-data; boundary=, names no boundary"
  })
  void aBoundaryIsNeeded(String type, String detail) {
    HttpProblem problem =
        assertThrows(HttpProblem.class, () -> FormFile.in(slow(FILE + END, 9), type));
    assertEquals(400, problem.status());
    assertTrue(problem.detail().contains(detail), problem.detail());
  }

  @Test
  void whatIsNotWellFormedIsRefused() {
    refused("--xyzabc\r\n\r\nmatch" + END, 400, "not well formed: abc");
    refused("--xyz\r\nno header\r\n\r\nmatch" + END, 400, "no header of a part: no header");
    refused("--xyz\r\n: nameless\r\n\r\nmatch" + END, 400, "no header of a part");
    refused(
        FILE.replace("Content-Type: video/mp4", "Content-Transfer-Encoding: base64") + "x" + END,
        400,
        "Content-Transfer-Encoding: base64");
  }

  @Test
  void headersAndWhatIsReadOverAreBounded() {
    String header = "--xyz\r\nX-Long: " + "x".repeat(9_000);
    refused(header + "\r\n\r\nmatch" + END, 413, "headers of a part are larger than 8192");
    refused(header + "x".repeat(100_000), 413, "headers of a part are larger than 8192");
    refused("x".repeat(2 << 20), 413, "beside its file");
    refused(FIELD.replace("no file", "y".repeat(2 << 20)) + FILE, 413, "beside its file");
    refused(FILE + "match" + END + "z".repeat(2 << 20), 413, "beside its file");
  }

  private static void refused(String body, int status, String detail) {
    HttpProblem problem =
        assertThrows(
            HttpProblem.class,
            () -> {
              try (FormFile file = FormFile.in(slow(body, 4000), TYPE)) {
                file.readAllBytes();
              }
            });
    assertTrue(problem.detail().contains(detail), problem.detail());
    assertEquals(status, problem.status());
  }

  /** A body of which so many bytes come at a time. */
  private static InputStream slow(String body, int each) {
    return new ByteArrayInputStream(body.getBytes(UTF_8)) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(each, length));
      }
    };
  }
}
