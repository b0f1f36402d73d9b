package com.footanalytics.vision.http;

import static com.footanalytics.vision.http.TusCalls.BYTES;
import static com.footanalytics.vision.http.TusCalls.create;
import static com.footanalytics.vision.http.TusCalls.head;
import static com.footanalytics.vision.http.TusCalls.tus;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
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
  void oneAppendsAtATime() throws Exception {
    String upload = create(10, "");
    try (Socket socket = begin(upload, 0, 10)) {
      socket.getOutputStream().write("hello".getBytes(UTF_8));
      Response second;
      do {
        second =
            tus().header("Upload-Offset", 0).contentType(BYTES).body(new byte[0]).patch(upload);
      } while (second.statusCode() == 204);
      Problems.assertProblem(second.then(), 423, "another request appends");
      socket.getOutputStream().write("world".getBytes(UTF_8));
      byte[] start = socket.getInputStream().readNBytes(12);
      assertEquals("HTTP/1.1 204", new String(start, UTF_8));
    }
    head(upload).header("Video-Location", notNullValue());
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
