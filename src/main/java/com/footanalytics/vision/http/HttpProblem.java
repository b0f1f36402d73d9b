package com.footanalytics.vision.http;

import java.time.Duration;
import java.util.Map;

/** A request that ends in a problem; carries no stack trace, for it is the caller's to mend. */
final class HttpProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Map<String, String> headers;

  private HttpProblem(int status, String detail, Map<String, String> headers) {
    super(detail, null, false, false);
    this.status = status;
    this.headers = headers;
  }

  static HttpProblem badRequest(String detail) {
    return new HttpProblem(400, detail, Map.of());
  }

  static HttpProblem forbidden(String detail) {
    return new HttpProblem(403, detail, Map.of());
  }

  static HttpProblem notFound(String detail) {
    return new HttpProblem(404, detail, Map.of());
  }

  static HttpProblem conflict(String detail) {
    return new HttpProblem(409, detail, Map.of());
  }

  static HttpProblem gone(String detail) {
    return new HttpProblem(410, detail, Map.of());
  }

  static HttpProblem otherVersion(String detail, String header, String versions) {
    return new HttpProblem(412, detail, Map.of(header, versions));
  }

  static HttpProblem tooLarge(String detail) {
    return new HttpProblem(413, detail, Map.of());
  }

  static HttpProblem otherType(String detail) {
    return new HttpProblem(415, detail, Map.of());
  }

  static HttpProblem locked(String detail) {
    return new HttpProblem(423, detail, Map.of());
  }

  /** For a caller that is probably no longer there; its connection is closed after the answer. */
  static HttpProblem interrupted(String detail) {
    return new HttpProblem(423, detail, Map.of("Connection", "close"));
  }

  static HttpProblem checksumMismatch(String detail) {
    return new HttpProblem(460, detail, Map.of());
  }

  static HttpProblem tooLarge(long maxBytes) {
    return new HttpProblem(413, "the body is larger than %d bytes".formatted(maxBytes), Map.of());
  }

  static HttpProblem rangeNotSatisfiable(String range, long length) {
    return new HttpProblem(
        416,
        "range: %s (expected: bytes below %d)".formatted(range, length),
        Map.of("Content-Range", "bytes */" + length));
  }

  static HttpProblem unreadable(String detail) {
    return new HttpProblem(422, detail, Map.of());
  }

  static HttpProblem tooMany(String detail, Duration retryAfter) {
    return new HttpProblem(429, detail, Map.of("Retry-After", RetryAfter.seconds(retryAfter)));
  }

  static HttpProblem notImplemented(String detail) {
    return new HttpProblem(501, detail, Map.of());
  }

  static HttpProblem unavailable(String detail) {
    return new HttpProblem(503, detail, Map.of("Retry-After", "5"));
  }

  static HttpProblem noRoom(String detail) {
    return new HttpProblem(507, detail, Map.of());
  }

  static HttpProblem tooLate(String detail) {
    return new HttpProblem(504, detail, Map.of());
  }

  int status() {
    return status;
  }

  String detail() {
    return String.valueOf(getMessage());
  }

  Map<String, String> headers() {
    return headers;
  }
}
