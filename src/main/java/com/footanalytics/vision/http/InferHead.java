package com.footanalytics.vision.http;

import com.footanalytics.vision.oip.FailureException;
import com.footanalytics.vision.oip.InferRequest;
import com.footanalytics.vision.telemetry.Trace;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the head of a request for inference says.
 *
 * @param length of the body as it comes; 0 if unknown
 * @param jsonLength value of {@link BinaryTail#HEADER}; null if absent
 */
record InferHead(
    InferRequest.Origin origin,
    long length,
    @Nullable String jsonLength,
    ContentEncoding accepted) {

  /** How many milliseconds from now on the caller waits. */
  static final String DEADLINE = "X-Request-Deadline-Ms";

  private static final int MAX_DEADLINE_DIGITS = 9;
  private static final int MAX_LENGTH_DIGITS = 18;
  private static final long ABSENT = -1;

  /**
   * Reads a head that arrived just now.
   *
   * @param trace gets what is done for the request
   * @throws FailureException if it is not what the protocol says
   */
  static InferHead of(HttpServerRequest request, Trace trace) {
    long arrivedNanos = System.nanoTime();
    long length = number("Content-Length", request, MAX_LENGTH_DIGITS);
    long deadline = number(DEADLINE, request, MAX_DEADLINE_DIGITS);
    return new InferHead(
        new InferRequest.Origin(
            "http",
            Callers.address(request),
            arrivedNanos,
            deadline == ABSENT
                ? Long.MAX_VALUE
                : arrivedNanos + TimeUnit.MILLISECONDS.toNanos(deadline),
            Callers.identity(request),
            trace),
        Math.max(0, length),
        request.getHeader(BinaryTail.HEADER),
        ContentEncoding.accepted(request.getHeader(HttpHeaders.ACCEPT_ENCODING)));
  }

  /** How many bytes of a whole body are JSON; all of it where the head does not say well. */
  long jsonBytes(long bodyBytes) {
    return jsonLength != null && jsonLength.matches("\\d{1," + MAX_DEADLINE_DIGITS + "}")
        ? Math.min(bodyBytes, Long.parseLong(jsonLength))
        : bodyBytes;
  }

  /** A deadline is short enough that nanoseconds count it; a length fits a long. */
  private static long number(String header, HttpServerRequest request, int maxDigits) {
    String text = request.getHeader(header);
    if (text == null) {
      return ABSENT;
    }
    if (!text.matches("\\d{1," + maxDigits + "}")) {
      throw Json.invalid(
          "%s: %s (expected: a whole number of at most %d digits)"
              .formatted(header, text, maxDigits));
    }
    return Long.parseLong(text);
  }
}
