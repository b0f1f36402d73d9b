package com.footanalytics.vision.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** A server of its own for tests of exchanges, and what they send it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class InferExchanging {
  static final int MAX_BODY_BYTES = 1 << 20;
  static final String IDENTITY = "/v2/models/identity/infer";
  static final String ONE =
      "{\"id\":\"7\",\"inputs\":[{\"name\":\"INPUT0\",\"shape\":[1],\"datatype\":\"INT32\","
          + "\"data\":[5]}]}";

  final TestingServer server = new TestingServer(Duration.ofSeconds(30), MAX_BODY_BYTES);

  @AfterEach
  void everyRequestGivesItsMemoryBack() {
    server.refusal.set(Optional.empty());
    server.tensors.asked().clear();
    server.tensors.cancelled().clear();
    assertEquals(0, server.bytesInUse());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  static JsonObject json(int status, HttpResponse<byte[]> answer) {
    String start = new String(answer.body(), 0, Math.min(500, answer.body().length), UTF_8);
    assertEquals(status, answer.statusCode(), start);
    assertEquals("application/json", answer.headers().firstValue("Content-Type").orElseThrow());
    return new JsonObject(Buffer.buffer(answer.body()));
  }
}
