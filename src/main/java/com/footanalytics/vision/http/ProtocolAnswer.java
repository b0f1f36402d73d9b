package com.footanalytics.vision.http;

import com.footanalytics.vision.oip.Failure;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/** Answers of the Open Inference Protocol in JSON, errors among them. */
final class ProtocolAnswer {

  static final String JSON = "application/json";
  private static final int CLIENT_CLOSED_REQUEST = 499;

  private ProtocolAnswer() {}

  static Future<Void> send(HttpServerResponse response, int status, JsonObject body) {
    if (response.ended() || response.closed()) {
      return Future.succeededFuture();
    }
    return head(response, status).end(body.toBuffer());
  }

  /** The head of an answer alone. */
  static void sendHead(HttpServerResponse response, int status, JsonObject body) {
    head(response, status)
        .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.toBuffer().length()))
        .end();
  }

  private static HttpServerResponse head(HttpServerResponse response, int status) {
    return response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, JSON);
  }

  static JsonObject error(String message) {
    return new JsonObject().put("error", message);
  }

  static Future<Void> error(HttpServerResponse response, int status, String message) {
    return send(response, status, error(message));
  }

  static Future<Void> failure(HttpServerResponse response, Failure failure) {
    failure
        .retryAfter()
        .ifPresent(wait -> response.putHeader(HttpHeaders.RETRY_AFTER, RetryAfter.seconds(wait)));
    return error(response, status(failure.code()), failure.message());
  }

  static int status(Failure.Code code) {
    return switch (code) {
      case INVALID -> 400;
      case NOT_FOUND -> 404;
      case TOO_LARGE -> 413;
      case OVERLOADED -> 429;
      case CANCELLED -> CLIENT_CLOSED_REQUEST;
      case INTERNAL -> 500;
      case UNSUPPORTED -> 501;
      case UNAVAILABLE -> 503;
      case TOO_LATE -> 504;
    };
  }
}
