package com.footanalytics.vision.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Callers who send all of a body before they look at the answer, which came long ago. */
@QuarkusTest
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class UnreadBodyTest {

  private static final String READY = "GET /v2/models/sum/ready HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final int MANY_BYTES = 12 << 20;
  private static final int CHUNK = 1 << 16;

  @TestHTTPResource("/")
  private URI service;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "413 | POST /v1/videos | Content-Type: video/mp4",
        "413 | POST /v1/videos | Content-Type: multipart/form-data; boundary=x",
        "415 | POST /v1/videos | Content-Type: text/plain",
        "404 | PATCH /v1/uploads/nosuch | Tus-Resumable: 1.0.0;Upload-Offset: 0;Content-Type: application/offset+octet-stream",
        "415 | PATCH /v1/uploads/nosuch | Tus-Resumable: 1.0.0;Upload-Offset: 0;Content-Type: video/mp4",
        "412 | PATCH /v1/uploads/nosuch | Upload-Offset: 0",
        "404 | POST /v1/nothing | Content-Type: video/mp4",
        "405 | POST /v1/jobs/x | Content-Type: video/mp4"
      })
  void theAnswerComesThoughNobodyReadTheBody(int status, String line, String headers)
      throws IOException {
    try (Socket socket = connect()) {
      begin(socket, line, headers);
      send(socket.getOutputStream(), MANY_BYTES);
      end(socket.getOutputStream());
      assertEquals(status, statusOf(head(socket.getInputStream())));
    }
  }

  @Test
  void theConnectionServesTheNextCallToo() throws IOException {
    try (Socket socket = connect()) {
      begin(socket, "PATCH /v1/uploads/nosuch", "Upload-Offset: 0");
      send(socket.getOutputStream(), MANY_BYTES);
      end(socket.getOutputStream());
      socket.getOutputStream().write(READY.getBytes(UTF_8));
      String first = head(socket.getInputStream());
      assertEquals(412, statusOf(first));
      skip(socket.getInputStream(), first);
      assertEquals(200, statusOf(head(socket.getInputStream())));
    }
  }

  @Test
  void whoeverNeverStopsSendingIsCutOff() throws IOException {
    try (Socket socket = connect()) {
      begin(socket, "POST /v1/videos", "Content-Type: video/mp4");
      OutputStream out = socket.getOutputStream();
      long[] sent = {0};
      assertThrows(
          IOException.class,
          () -> {
            while (sent[0] < 8 * UnreadBody.MOST_BYTES) {
              send(out, CHUNK);
              sent[0] += CHUNK;
            }
          });
      assertTrue(sent[0] > UnreadBody.MOST_BYTES, () -> sent[0] + " bytes were sent");
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(service.getHost(), service.getPort());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void begin(Socket socket, String line, String headers) throws IOException {
    String request =
        "%s HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n%s\r\n\r\n"
            .formatted(
                line, headers.replace(";Upload", "\r\nUpload").replace(";Content", "\r\nContent"));
    socket.getOutputStream().write(request.getBytes(UTF_8));
  }

  private static void send(OutputStream out, int bytes) throws IOException {
    byte[] chunk = new byte[CHUNK];
    for (int sent = 0; sent < bytes; sent += CHUNK) {
      out.write((Integer.toHexString(CHUNK) + "\r\n").getBytes(UTF_8));
      out.write(chunk);
      out.write("\r\n".getBytes(UTF_8));
    }
  }

  private static void end(OutputStream out) throws IOException {
    out.write("0\r\n\r\n".getBytes(UTF_8));
  }

  /** The head of an answer. */
  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      assertTrue(next >= 0, () -> "closed after: " + head);
      head.append((char) next);
    }
    return head.toString();
  }

  private static int statusOf(String head) {
    return Integer.parseInt(head.substring(9, 12));
  }

  private static void skip(InputStream in, String head) throws IOException {
    String length = head.replaceFirst("(?is).*content-length: (\\d+).*", "$1");
    in.skipNBytes(Integer.parseInt(length));
  }
}
