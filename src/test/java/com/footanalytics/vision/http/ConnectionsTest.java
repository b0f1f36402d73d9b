package com.footanalytics.vision.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.pipeline.TestingSteps;
import io.netty.handler.codec.http2.Http2Exception;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the service makes of connections, slow ones and those of HTTP/2. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
@Timeout(60)
class ConnectionsTest {
  private static final String READY = "GET /v2/models/sum/ready HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String INFER = "/v2/models/identity/infer";
  private static final String TENSOR =
      "{\"inputs\":[{\"name\":\"INPUT0\",\"shape\":[4],\"datatype\":\"INT16\","
          + "\"parameters\":{\"binary_data_size\":8}}],"
          + "\"parameters\":{\"binary_data_output\":true}}";

  private final TestingSteps analyzer;

  @TestHTTPResource("/")
  private URI service;

  @Inject
  ConnectionsTest(TestingSteps analyzer) {
    this.analyzer = analyzer;
  }

  @Test
  void aConnectionOnWhichNothingComesIsClosed() throws IOException {
    awaitTheLimit();
  }

  @Test
  void aHeadThatComesByteByByteIsAnswered408() throws IOException {
    try (Socket socket = connect()) {
      socket.setSoTimeout(50);
      String answer = trickle(socket, READY);
      assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
    }
  }

  /** Sends a byte and looks for an answer, again and again, and never comes to the text's end. */
  private static String trickle(Socket socket, String text) throws IOException {
    for (int i = 0; i < text.length() - 1; i++) {
      socket.getOutputStream().write(text.charAt(i));
      try {
        int first = socket.getInputStream().read();
        return (char) first + new String(socket.getInputStream().readAllBytes(), UTF_8);
      } catch (java.net.SocketTimeoutException _) {
        // nothing yet
      } catch (SocketException e) {
        throw new AssertionError("closed without an answer", e);
      }
    }
    throw new AssertionError("the head was nearly whole before its time was up");
  }

  @Test
  void aConnectionThatRestsBetweenRequestsIsKept() throws IOException {
    try (Socket socket = connect()) {
      assertEquals(200, ask(socket, READY));
      awaitTheLimit();
      assertEquals(200, ask(socket, READY));
    }
  }

  @Test
  void aBodyMayTakeLongerThanAHead() throws IOException {
    try (Socket socket = connect()) {
      String head =
          "POST /v1/detect HTTP/1.1\r\nHost: x\r\nContent-Type: image/png\r\n"
              + "Content-Length: 4\r\n\r\n";
      socket.getOutputStream().write((head + "p").getBytes(UTF_8));
      awaitTheLimit();
      assertEquals(200, ask(socket, "ixe"));
    }
  }

  @Test
  void eventsMayTakeLongerThanAHead() throws Exception {
    String job = Api.start("hold.mp4", "{}");
    analyzer.awaitHeld();
    try (Socket socket = connect()) {
      String head = "GET /v1/jobs/%s/events HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(head.formatted(job).getBytes(UTF_8));
      awaitTheLimit();
      analyzer.release();
      String events = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertTrue(events.contains("event: end"), events);
    }
  }

  @Test
  void aClientThatWouldRatherSpeakHttp2IsAnsweredInHttp1() throws Exception {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      byte[] tensor = {1, 2, 3, 4, 5, 6, 7, 8};
      byte[] body = new byte[TENSOR.length() + tensor.length];
      System.arraycopy(TENSOR.getBytes(UTF_8), 0, body, 0, TENSOR.length());
      System.arraycopy(tensor, 0, body, TENSOR.length(), tensor.length);
      HttpResponse<byte[]> inferred =
          client.send(
              HttpRequest.newBuilder(service.resolve(INFER))
                  .header("Inference-Header-Content-Length", Integer.toString(TENSOR.length()))
                  .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      assertEquals(200, inferred.statusCode());
      assertEquals(HttpClient.Version.HTTP_1_1, inferred.version());
      byte[] answer = inferred.body();
      assertEquals(
          new String(tensor, UTF_8),
          new String(answer, answer.length - tensor.length, tensor.length, UTF_8));
      HttpResponse<String> detected =
          client.send(
              HttpRequest.newBuilder(service.resolve("/v1/detect"))
                  .header("Content-Type", "image/png")
                  .POST(HttpRequest.BodyPublishers.ofString("picture"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertEquals(200, detected.statusCode());
      assertEquals(HttpClient.Version.HTTP_1_1, detected.version());
    }
  }

  @Test
  void aClientThatInsistsOnHttp2IsTurnedAwayAtOnce() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      var options =
          new HttpClientOptions()
              .setProtocolVersion(HttpVersion.HTTP_2)
              .setHttp2ClearTextUpgrade(false);
      var answer =
          vertx
              .createHttpClient(options)
              .request(HttpMethod.GET, service.getPort(), service.getHost(), "/v2")
              .compose(HttpClientRequest::send)
              .toCompletionStage()
              .toCompletableFuture();
      var e = assertThrows(ExecutionException.class, () -> answer.get(10, TimeUnit.SECONDS));
      assertInstanceOf(Http2Exception.class, e.getCause());
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  /** Waits until the service closes another connection, which began now and says nothing. */
  private void awaitTheLimit() throws IOException {
    try (Socket silent = connect()) {
      assertEquals(-1, silent.getInputStream().read());
    }
  }

  /** The status of the answer; its body is left unread but for what has come with the head. */
  private static int ask(Socket socket, String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(UTF_8));
    byte[] answer = new byte[1 << 16];
    int bytes = socket.getInputStream().read(answer);
    String text = new String(answer, 0, Math.max(0, bytes), UTF_8);
    assertTrue(text.startsWith("HTTP/1.1 "), text);
    return Integer.parseInt(text.substring(9, 12));
  }

  private Socket connect() throws IOException {
    var socket = new Socket(service.getHost(), service.getPort());
    socket.setSoTimeout(20_000);
    return socket;
  }
}
