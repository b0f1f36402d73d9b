package com.footanalytics.vision.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * A body that nobody reads. It is dropped, so that a caller who sends everything before he reads
 * gets the answer and can use the connection again. If it is much or takes long the connection is
 * closed; also at its end, where the answer says so. For one event loop.
 */
final class UnreadBody {

  static final long MOST_BYTES = 32 << 20;
  static final Duration MOST_TIME = Duration.ofSeconds(10);

  private final HttpServerRequest request;
  private final Vertx vertx;
  private final long timer;
  private long bytes;

  private UnreadBody(HttpServerRequest request, Vertx vertx) {
    this.request = request;
    this.vertx = vertx;
    this.timer = vertx.setTimer(MOST_TIME.toMillis(), _ -> request.connection().close());
  }

  /**
   * Drops what is left of the body once the answer is out; nothing else reads it then. To be called
   * on the event loop.
   */
  static void dropAfterAnswer(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (hasBody(request)) {
      Vertx vertx = context.vertx();
      Context eventLoop = vertx.getOrCreateContext();
      context.addEndHandler(answered -> {
        if (answered.succeeded()) {
          eventLoop.runOnContext(_ -> drop(request, vertx));
        }
      });
    }
  }

  /**
   * Answers once the body is dropped, as a connection that is closed with some of it unread takes
   * the answer with it. To be called on the event loop while the head is handled.
   */
  static void dropBeforeAnswer(RoutingContext context, Runnable answer) {
    HttpServerRequest request = context.request();
    if (hasBody(request) && request.getHeader(HttpHeaders.EXPECT) == null) {
      new UnreadBody(request, context.vertx()).drop(answer);
    } else {
      answer.run();
    }
  }

  private static boolean hasBody(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null
        || (length != null && !length.equals("0"));
  }

  private static void drop(HttpServerRequest request, Vertx vertx) {
    boolean closes = "close".equals(request.response().headers().get(HttpHeaders.CONNECTION));
    Runnable then = closes ? () -> request.connection().close() : () -> {};
    if (!request.isEnded()) {
      new UnreadBody(request, vertx).drop(then);
    }
  }

  private void drop(Runnable then) {
    request.exceptionHandler(_ -> vertx.cancelTimer(timer));
    request.endHandler(_ -> {
      vertx.cancelTimer(timer);
      then.run();
    });
    request.handler(more -> {
      bytes += more.length();
      if (bytes > MOST_BYTES) {
        request.connection().close();
      }
    });
    request.resume();
  }
}
