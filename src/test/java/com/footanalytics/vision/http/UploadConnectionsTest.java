package com.footanalytics.vision.http;

import static com.footanalytics.vision.http.TusCalls.BYTES;
import static com.footanalytics.vision.http.TusCalls.create;
import static com.footanalytics.vision.http.TusCalls.head;
import static com.footanalytics.vision.http.TusCalls.tus;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Uploads over connections that break or go on together. */
@QuarkusTest
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class UploadConnectionsTest {

  @TestHTTPResource("/v1/uploads")
  private URI uploads;

  @Test
  void aConnectionThatBreaksOffLosesNothingThatArrived() throws Exception {
    String upload = create(500_000, "");
    for (int[] range : new int[][] {{0, 131_072}, {131_072, 300_001}}) {
      try (Socket socket = begin(upload, range[0], 500_000 - range[0])) {
        socket.getOutputStream().write(new byte[range[1] - range[0]]);
        socket.shutdownOutput();
        socket.getInputStream().readAllBytes();
      }
      awaitOffset(upload, range[1]);
    }
    given()
        .get(
            tus()
                .header("Upload-Offset", 300_001)
                .contentType(BYTES)
                .body(new byte[500_000 - 300_001])
                .patch(upload)
                .then()
                .statusCode(204)
                .extract()
                .header("Video-Location"))
        .then()
        .body("bytes", equalTo(500_000));
  }

  @Test
  void aNewConnectionTakesOverFromOneThatIsSilent() throws Exception {
    byte[] content = new byte[800_000];
    new Random(1).nextBytes(content);
    String upload = create(content.length, "");
    try (Socket silent = begin(upload, 0, content.length)) {
      silent.getOutputStream().write(content, 0, content.length / 2);
      int offset = awaitTakeOver(upload);
      assertEndedByAnother(silent);
      assertTrue(offset <= content.length / 2, "bytes that never came: " + offset);
      goOn(upload, content, offset);
    }
  }

  @Test
  void whatASilentConnectionBroughtStays() throws Exception {
    byte[] content = new byte[1000];
    new Random(2).nextBytes(content);
    String upload = create(content.length, "");
    try (Socket silent = begin(upload, 0, content.length)) {
      silent.getOutputStream().write(content, 0, 500);
      assertEquals(500, awaitTakeOver(upload));
      assertEndedByAnother(silent);
      goOn(upload, content, 500);
    }
  }

  /** Asks until a request that was begun has been ended; where the upload stands then. */
  private static int awaitTakeOver(String upload) {
    int offset = 0;
    while (offset == 0) {
      offset = Integer.parseInt(head(upload).statusCode(200).extract().header("Upload-Offset"));
    }
    return offset;
  }

  private static void assertEndedByAnother(Socket silent) throws IOException {
    String answer = new String(silent.getInputStream().readAllBytes(), UTF_8);
    assertTrue(answer.startsWith("HTTP/1.1 423"), answer);
    assertTrue(answer.contains("another request goes on with upload"), answer);
  }

  private static void goOn(String upload, byte[] content, int offset) throws Exception {
    String video =
        tus()
            .header("Upload-Offset", offset)
            .contentType(BYTES)
            .body(Arrays.copyOfRange(content, offset, content.length))
            .patch(upload)
            .then()
            .statusCode(204)
            .extract()
            .header("Video-Location");
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    given()
        .get(video)
        .then()
        .body("bytes", equalTo(content.length))
        .body("sha256", equalTo(sha256));
  }

  private Socket begin(String upload, long offset, int length) throws IOException {
    Socket socket = new Socket(uploads.getHost(), uploads.getPort());
    socket.setSoTimeout(20_000);
    socket
        .getOutputStream()
        .write(
            """
            PATCH %s HTTP/1.1\r
            Host: localhost\r
            Tus-Resumable: 1.0.0\r
            Upload-Offset: %d\r
            Content-Type: %s\r
            Content-Length: %d\r
            \r
            """
                .formatted(upload, offset, BYTES, length)
                .getBytes(UTF_8));
    return socket;
  }

  /** The server learns of the break when the client has long gone. */
  private static void awaitOffset(String upload, long offset) {
    String found = "";
    for (int i = 0; i < 2000 && !found.equals("" + offset); i++) {
      found = head(upload).extract().header("Upload-Offset");
    }
    assertEquals("" + offset, found);
  }
}
