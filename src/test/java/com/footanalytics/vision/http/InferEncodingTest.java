package com.footanalytics.vision.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InferEncodingTest extends InferExchanging {

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate"})
  void compressedBodiesAreTakenAndGivenWhereAsked(String encoding) throws Exception {
    boolean gzip = encoding.equals("gzip");
    byte[] body = gzip ? InflationTest.gzip(utf8(ONE)) : InflationTest.zlib(utf8(ONE));
    HttpResponse<byte[]> answer =
        server.post(IDENTITY, body, "Content-Encoding", encoding, "Accept-Encoding", encoding);
    assertEquals(200, answer.statusCode());
    assertEquals(encoding, answer.headers().firstValue("Content-Encoding").orElseThrow());
    var plain = new ByteArrayInputStream(answer.body());
    byte[] json =
        (gzip ? new GZIPInputStream(plain) : new InflaterInputStream(plain)).readAllBytes();
    assertEquals("7", new JsonObject(Buffer.buffer(json)).getString("id"));
  }

  @Test
  void smallBinaryAnswersAreNotCompressed() throws Exception {
    HttpResponse<byte[]> answer =
        server.post(
            IDENTITY,
            new byte[4],
            "Inference-Header-Content-Length",
            "0",
            "Accept-Encoding",
            "gzip");
    assertEquals(Optional.empty(), answer.headers().firstValue("Content-Encoding"));
    answer =
        server.post(
            IDENTITY,
            new byte[4000],
            "Inference-Header-Content-Length",
            "0",
            "Accept-Encoding",
            "gzip");
    assertEquals(Optional.of("gzip"), answer.headers().firstValue("Content-Encoding"));
    assertTrue(answer.body().length < 1000);
  }

  @Test
  void bombsDamagedAndUnknownEncodingsAreRefused() throws Exception {
    byte[] bomb = InflationTest.gzip(new byte[100 << 20]);
    json(413, server.post(IDENTITY, bomb, "Content-Encoding", "gzip"));
    json(400, server.post(IDENTITY, utf8(ONE), "Content-Encoding", "gzip"));
    byte[] half = Arrays.copyOf(InflationTest.gzip(utf8(ONE)), 30);
    json(400, server.post(IDENTITY, half, "Content-Encoding", "gzip"));
    HttpResponse<byte[]> answer = server.post(IDENTITY, utf8(ONE), "Content-Encoding", "br");
    json(415, answer);
    assertEquals("gzip, deflate", answer.headers().firstValue("Accept-Encoding").orElseThrow());
  }

  @Test
  void http2IsTakenToo() throws Exception {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      byte[] unknown = new byte[200_000];
      for (int i = 0; i < 3; i++) {
        HttpResponse<byte[]> answer = http2(client, "identity", utf8(ONE), "gzip");
        assertEquals(HttpClient.Version.HTTP_2, answer.version());
        json(400, answer);
        json(200, http2(client, "later", utf8(ONE), "identity"));
        json(415, http2(client, "identity", unknown, "br"));
      }
      json(400, http2(client, "identity", new byte[MAX_BODY_BYTES], "identity"));
      json(413, http2(client, "identity", new byte[MAX_BODY_BYTES + 1], "identity"));
    }
  }

  private HttpResponse<byte[]> http2(HttpClient client, String model, byte[] body, String encoding)
      throws Exception {
    return client.send(
        server
            .request("/v2/models/%s/infer".formatted(model))
            .header("Content-Encoding", encoding)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }
}
