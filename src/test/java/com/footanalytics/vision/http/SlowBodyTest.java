package com.footanalytics.vision.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class SlowBodyTest {

  private final TestingServer server = new TestingServer(Duration.ofMillis(300), 1 << 25);

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void aBodyThatDoesNotComeIsGivenUpWithItsConnection() throws IOException {
    String answer = readToClose("POST /v2/models/identity/infer", "Content-Length: 1000", "{");
    assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
    assertTrue(answer.contains("\"error\":\"the body did not arrive within PT0.3S\""), answer);
    assertTrue(answer.toLowerCase(java.util.Locale.ROOT).contains("connection: close"), answer);
    assertEquals(0, server.bytesInUse());
  }

  @Test
  void aChunkedBodyThatDoesNotEndIsGivenUpToo() throws IOException {
    String answer =
        readToClose("POST /v2/models/identity/infer", "Transfer-Encoding: chunked", "1\r\n{\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
    assertEquals(0, server.bytesInUse());
  }

  @Test
  void theRestOfARefusedBodyIsNotAwaitedForEver() throws IOException {
    String answer = readToClose("POST /v2/models/identity/infer", "Content-Length: 99999999", "{");
    assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
    answer =
        readToClose(
            "POST /v2/models/identity/infer", "Content-Encoding: br\r\nContent-Length: 100", "{");
    assertTrue(answer.startsWith("HTTP/1.1 415 "), answer);
    assertEquals(0, server.bytesInUse());
  }

  @Test
  void anAnswerThatIsNotTakenIsGivenUp() throws Exception {
    int bytes = 1 << 24;
    server.closed.drainPermits();
    try (var socket = new Socket()) {
      socket.setReceiveBufferSize(1 << 12);
      socket.connect(new InetSocketAddress("localhost", server.port()));
      String head =
          "POST /v2/models/identity/infer HTTP/1.1\r\nHost: x\r\n"
              + "Inference-Header-Content-Length: 0\r\nContent-Length: "
              + bytes
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(UTF_8));
      socket.getOutputStream().write(new byte[bytes]);
      server.closed.acquire();
    }
    assertEquals(0, server.bytesInUse());
  }

  private String readToClose(String line, String headers, String body) throws IOException {
    try (Socket socket = server.connect()) {
      String request = line + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n\r\n" + body;
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
