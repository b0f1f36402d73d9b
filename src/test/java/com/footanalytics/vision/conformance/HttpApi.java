package com.footanalytics.vision.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A server's HTTP interface. Safe for use by several threads. */
final class HttpApi implements AutoCloseable {

  static final String HEADER_LENGTH = "Inference-Header-Content-Length";
  static final String JSON = "application/json";
  static final String OCTETS = "application/octet-stream";

  private final URI base;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  HttpApi(URI base) {
    this.base = base;
  }

  Reply get(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  Reply post(String path, JsonNode body) {
    return post(path, body.toString());
  }

  /** Posts text as JSON, which it need not be. */
  Reply post(String path, String body) {
    return post(path, body.getBytes(StandardCharsets.UTF_8), "Content-Type", JSON);
  }

  /** Posts bytes with the given headers, names and values by turns. */
  Reply post(String path, byte[] body, String... headers) {
    return send("POST", path, BodyPublishers.ofByteArray(body), headers);
  }

  Reply post(String path) {
    return send("POST", path, BodyPublishers.noBody());
  }

  Reply send(String method, String path) {
    return send(method, path, BodyPublishers.noBody());
  }

  /** Asks for an inference by the model's own choice of version. */
  Reply infer(Model model, InferBody body, String... headers) {
    String[] all = new String[headers.length + (body.hasBinary() ? 4 : 2)];
    System.arraycopy(headers, 0, all, 0, headers.length);
    int at = headers.length;
    all[at++] = "Content-Type";
    all[at++] = body.hasBinary() ? OCTETS : JSON;
    if (body.hasBinary()) {
      all[at++] = HEADER_LENGTH;
      all[at] = String.valueOf(body.headerLength());
    }
    return post(model.inferPath(), body.bytes(), all);
  }

  /** The answer to a request that must succeed. */
  Answer answer(Model model, InferBody body) {
    return Answer.of(infer(model, body));
  }

  private Reply send(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(60))
            .method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return send(request.build());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(method + " " + path + ": interrupted", e);
    }
  }

  private Reply send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response;
    try {
      response = client.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      // A connection that the server closed after its last reply; the next one is new.
      if (!String.valueOf(e.getMessage()).contains("received no bytes")) {
        throw e;
      }
      response = client.send(request, BodyHandlers.ofByteArray());
    }
    return new Reply(
        response.statusCode(), response.headers(), ByteString.copyFrom(response.body()));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
