package com.footanalytics.vision.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.oip.InferRequest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InferExchangeTest extends InferExchanging {

  @ParameterizedTest
  @ValueSource(strings = {"identity", "later"})
  void aSmallRequestIsAnswered(String model) throws Exception {
    JsonObject answer = json(200, server.post("/v2/models/%s/infer".formatted(model), utf8(ONE)));
    assertEquals(
        new JsonObject(
            "{\"model_name\":\"%s\",\"model_version\":\"1\",\"id\":\"7\",\"outputs\":[{\"name\":"
                    .formatted(model)
                + "\"OUTPUT0\",\"datatype\":\"INT32\",\"shape\":[1],\"data\":[5]}]}"),
        answer);
  }

  @Test
  void theServiceLearnsWhoAsksAndHow() throws Exception {
    String json =
        "{\"parameters\":{\"timeout\":5000,\"priority\":1},\"inputs\":[{\"name\":\"INPUT0\","
            + "\"shape\":[1],\"datatype\":\"INT32\",\"data\":[5]}],\"outputs\":[{\"name\":\"OUTPUT0\"}]}";
    long before = System.nanoTime();
    json(
        200,
        server.post(
            "/v2/models/identity/versions/1/infer", utf8(json), "X-Request-Deadline-Ms", "250"));
    InferRequest request = server.tensors.asked().take();
    assertEquals("identity", request.model());
    assertEquals("1", request.version());
    assertEquals(Map.of("timeout", 5000L, "priority", 1L), request.parameters());
    assertEquals(List.of("OUTPUT0"), request.outputs());
    assertEquals("http", request.origin().protocol());
    assertTrue(List.of("127.0.0.1", "0:0:0:0:0:0:0:1").contains(request.origin().caller()));
    assertTrue(request.origin().arrivedNanos() - before >= 0);
    assertEquals(
        TimeUnit.MILLISECONDS.toNanos(250),
        request.origin().deadlineNanos() - request.origin().arrivedNanos());
    json(200, server.post(IDENTITY, utf8(ONE)));
    request = server.tensors.asked().take();
    assertEquals("", request.version());
    assertEquals(Long.MAX_VALUE, request.origin().deadlineNanos());
  }

  @Test
  void sumAndDifferenceComeInBinary() throws Exception {
    int[] first = IntStream.range(0, 16).toArray();
    int[] second = IntStream.generate(() -> 1).limit(16).toArray();
    String head =
        "{\"parameters\":{\"binary_data_output\":true},\"inputs\":["
            + "{\"name\":\"INPUT0\",\"shape\":[1,16],\"datatype\":\"INT32\","
            + "\"parameters\":{\"binary_data_size\":64}},"
            + "{\"name\":\"INPUT1\",\"shape\":[1,16],\"datatype\":\"INT32\","
            + "\"parameters\":{\"binary_data_size\":64}}]}";
    HttpResponse<byte[]> answer =
        server.post(
            "/v2/models/sum/infer",
            Bodied.of(head, Bodied.ints(first), Bodied.ints(second)),
            "Inference-Header-Content-Length",
            Integer.toString(head.length()));
    assertEquals(200, answer.statusCode());
    assertEquals(
        "application/octet-stream", answer.headers().firstValue("Content-Type").orElseThrow());
    int headBytes =
        Integer.parseInt(
            answer.headers().firstValue("Inference-Header-Content-Length").orElseThrow());
    JsonObject json = new JsonObject(Buffer.buffer(Arrays.copyOf(answer.body(), headBytes)));
    JsonObject output = json.getJsonArray("outputs").getJsonObject(1);
    assertEquals("OUTPUT1", output.getString("name"));
    assertEquals(64, output.getJsonObject("parameters").getInteger("binary_data_size"));
    assertTrue(!output.containsKey("data"));
    byte[] expected =
        Bodied.join(
            Bodied.ints(IntStream.of(first).map(x -> x + 1).toArray()),
            Bodied.ints(IntStream.of(first).map(x -> x - 1).toArray()));
    assertArrayEquals(expected, Arrays.copyOfRange(answer.body(), headBytes, answer.body().length));
  }

  @Test
  void aRawRequestIsAnsweredInBinary() throws Exception {
    HttpResponse<byte[]> answer =
        server.post(IDENTITY, new byte[] {1, 2, 3, 4}, "Inference-Header-Content-Length", "0");
    assertEquals(200, answer.statusCode());
    assertArrayEquals(
        new byte[] {1, 2, 3, 4},
        Arrays.copyOfRange(answer.body(), answer.body().length - 4, answer.body().length));
    answer =
        server.post("/v2/models/text/infer", utf8("words"), "Inference-Header-Content-Length", "0");
    assertArrayEquals(
        Bodied.texts("words"),
        Arrays.copyOfRange(answer.body(), answer.body().length - 9, answer.body().length));
    json(
        400,
        server.post(
            "/v2/models/two-open/infer", new byte[8], "Inference-Header-Content-Length", "0"));
    json(
        404,
        server.post(
            "/v2/models/nosuch/infer", new byte[8], "Inference-Header-Content-Length", "0"));
  }

  @Test
  void longJsonIsReadAndWrittenBesideTheEventLoop() throws Exception {
    String numbers =
        IntStream.range(0, 100_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
    String json =
        "{\"inputs\":[{\"name\":\"INPUT0\",\"shape\":[100000],\"datatype\":\"INT32\",\"data\":[%s]}]}"
            .formatted(numbers);
    JsonObject answer = json(200, server.post(IDENTITY, utf8(json)));
    assertEquals(
        99_999,
        answer.getJsonArray("outputs").getJsonObject(0).getJsonArray("data").getInteger(99_999));
    json(400, server.post(IDENTITY, utf8(json.replace("99998,", ""))));
    json(400, server.post(IDENTITY, utf8(json.replace("]}]}", ",1]}]}"))));
  }

  @Test
  void chunkedBodiesGrowUntilTheLimit() throws Exception {
    byte[] large = Bodied.join(utf8(ONE), utf8(" ".repeat(500_000)));
    json(
        200,
        server.send(
            server
                .request(IDENTITY)
                .POST(
                    HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(large)))));
    byte[] tooLarge = Bodied.join(utf8(ONE), utf8(" ".repeat(MAX_BODY_BYTES)));
    String answer =
        exchange(
            "POST " + IDENTITY + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
            chunked(tooLarge));
    assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
    assertTrue(answer.contains("larger than 1048576 bytes"), answer);
  }

  @Test
  void aBodyAnnouncedTooLargeIsRefusedBeforeItComes() throws Exception {
    try (Socket socket = server.connect()) {
      socket
          .getOutputStream()
          .write(
              utf8("POST " + IDENTITY + " HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999\r\n\r\n"));
      byte[] start = socket.getInputStream().readNBytes(13);
      assertEquals("HTTP/1.1 413 ", new String(start, UTF_8));
    }
  }

  @Test
  void aClientThatAsksFirstIsToldToGoOn() throws Exception {
    try (Socket socket = server.connect()) {
      socket
          .getOutputStream()
          .write(
              utf8(
                  "POST %s HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: %d\r\n"
                          .formatted(IDENTITY, ONE.length())
                      + "Connection: close\r\n\r\n"));
      byte[] start = socket.getInputStream().readNBytes(25);
      assertEquals("HTTP/1.1 100 Continue\r\n\r\n", new String(start, UTF_8));
      socket.getOutputStream().write(utf8(ONE));
      String rest = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertTrue(rest.startsWith("HTTP/1.1 200 "), rest);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "INVALID,     400", "NOT_FOUND,   404", "TOO_LARGE,   413", "UNSUPPORTED, 501",
    "OVERLOADED,  429", "UNAVAILABLE, 503", "TOO_LATE,    504", "INTERNAL,    500"
  })
  void everyFailureHasItsStatus(String code, int status) throws Exception {
    String model = "fail-" + code.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    HttpResponse<byte[]> answer = server.post("/v2/models/%s/infer".formatted(model), utf8(ONE));
    assertEquals(new JsonObject().put("error", "told to fail"), json(status, answer));
    assertEquals("2", answer.headers().firstValue("Retry-After").orElseThrow());
  }

  @Test
  void whatGoesWrongInsideStaysInside() throws Exception {
    String answer = json(500, server.post("/v2/models/crash/infer", utf8(ONE))).getString("error");
    assertTrue(!answer.contains("secret"), answer);
  }

  @Test
  void badRequestsAre400AndTheConnectionLivesOn() throws Exception {
    String again = "POST " + IDENTITY + " HTTP/1.1\r\nHost: x\r\nContent-Length: ";
    String answers =
        exchange(
            again
                + "3\r\n\r\n{x}"
                + again
                + "1\r\nConnection: close\r\nX-Request-Deadline-Ms: 0x\r\n\r\n?",
            utf8(""));
    assertTrue(answers.startsWith("HTTP/1.1 400 "), answers);
    assertTrue(answers.contains("X-Request-Deadline-Ms: 0x"), answers);
    json(400, server.post(IDENTITY, new byte[0]));
    json(400, server.post(IDENTITY, utf8(ONE), "Inference-Header-Content-Length", "9999"));
    json(404, server.post("/v2/models/nosuch/infer", utf8(ONE)));
  }

  @Test
  void aDrainingServiceTakesNothing() throws Exception {
    server.refusal.set(Optional.of("the service is stopping"));
    HttpResponse<byte[]> answer = server.post(IDENTITY, utf8(ONE));
    assertEquals("the service is stopping", json(503, answer).getString("error"));
    assertEquals("5", answer.headers().firstValue("Retry-After").orElseThrow());
    assertTrue(server.tensors.asked().isEmpty());
  }

  @Test
  void withoutRoomInMemoryARequestIsRefusedForNow() throws Exception {
    var taken = server.pool.take(1 << 26).orElseThrow();
    try (taken) {
      HttpResponse<byte[]> answer = server.post(IDENTITY, utf8(ONE));
      assertEquals(
          "no room for %d bytes beside other requests; try again later".formatted(utf8(ONE).length),
          json(429, answer).getString("error"));
      assertEquals("1", answer.headers().firstValue("Retry-After").orElseThrow());
    }
  }

  @Test
  void aRefusedClientThatAsksFirstMayKeepItsBody() throws Exception {
    server.refusal.set(Optional.of("the service is stopping"));
    String answer =
        exchange(
            "POST "
                + IDENTITY
                + " HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
                + "Content-Length: 3\r\n\r\n",
            utf8("{x}"));
    assertTrue(answer.startsWith("HTTP/1.1 503 "), answer);
    assertTrue(answer.contains("connection: close"), answer);
  }

  @Test
  void aCallerThatLeavesCancelsItsRequest() throws Exception {
    try (Socket socket = server.connect()) {
      socket
          .getOutputStream()
          .write(
              utf8(
                  "POST /v2/models/silent/infer HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s"
                      .formatted(ONE.length(), ONE)));
      assertEquals("silent", server.tensors.asked().take().model());
    }
    assertEquals("silent", server.tensors.cancelled().take());
  }

  @Test
  void aCallerThatLeavesAmidItsBodyLeavesNothing() throws Exception {
    try (Socket socket = server.connect()) {
      socket
          .getOutputStream()
          .write(
              utf8(
                  "POST "
                      + IDENTITY
                      + " HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n{\"in"));
      while (server.bytesInUse() == 0) {
        Thread.onSpinWait();
      }
    }
    while (server.bytesInUse() > 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void requestsInARowAreAnsweredInTheirOrder() throws Exception {
    String request =
        "POST /v2/models/later/infer HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(ONE.length(), ONE);
    String answers =
        exchange(
            request.repeat(3), utf8(request.replace("\r\nHost", "\r\nConnection: close\r\nHost")));
    assertEquals(5, answers.split("HTTP/1.1 200 ", -1).length);
  }

  /** Sends, and reads until the server closes. */
  private String exchange(String head, byte[] body) throws IOException {
    try (Socket socket = server.connect()) {
      socket.getOutputStream().write(utf8(head));
      socket.getOutputStream().write(body);
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private static byte[] chunked(byte[] body) {
    byte[] head = utf8(Integer.toHexString(body.length) + "\r\n");
    return Bodied.join(Bodied.join(head, body), utf8("\r\n0\r\n\r\n"));
  }
}
