package com.footanalytics.vision.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
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

  private static final int MANY_BYTES = 12 << 20;

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
    try (ChunkedCall call = ChunkedCall.to(service)) {
      call.begin(line, headers.split(";(?=Upload|Content)"));
      call.send(MANY_BYTES);
      call.end();
      assertEquals(status, call.status());
    }
  }

  @Test
  void theAnswerComesThoughMoreWasAnnouncedThanIsTaken() throws IOException {
    try (Socket socket = new Socket(service.getHost(), service.getPort())) {
      socket.setSoTimeout(20_000);
      String head = "POST /v1/videos HTTP/1.1\r\nHost: x\r\nContent-Type: video/mp4\r\n";
      String length = "Content-Length: " + MANY_BYTES + "\r\n\r\n";
      socket.getOutputStream().write((head + length).getBytes(US_ASCII));
      for (int sent = 0; sent < MANY_BYTES; sent += ChunkedCall.CHUNK_BYTES) {
        socket.getOutputStream().write(new byte[ChunkedCall.CHUNK_BYTES]);
      }
      String untilClosed = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      assertTrue(untilClosed.startsWith("HTTP/1.1 413 "), untilClosed);
    }
  }

  @Test
  void theConnectionServesTheNextCallToo() throws IOException {
    try (ChunkedCall call = ChunkedCall.to(service)) {
      call.begin("PATCH /v1/uploads/nosuch", "Upload-Offset: 0");
      call.send(MANY_BYTES);
      call.end();
      assertEquals(412, call.status());
      call.begin("GET /v2/models/sum/ready");
      call.end();
      assertEquals(200, call.status());
    }
  }

  @Test
  void whoeverNeverStopsSendingIsCutOff() throws IOException {
    try (ChunkedCall call = ChunkedCall.to(service)) {
      call.begin("POST /v1/videos", "Content-Type: video/mp4");
      long[] sent = {0};
      assertThrows(
          IOException.class,
          () -> {
            while (sent[0] < 8 * UnreadBody.MOST_BYTES) {
              call.send(ChunkedCall.CHUNK_BYTES);
              sent[0] += ChunkedCall.CHUNK_BYTES;
            }
          });
      assertTrue(sent[0] > UnreadBody.MOST_BYTES, () -> sent[0] + " bytes were sent");
    }
  }
}
