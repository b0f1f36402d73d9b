package com.footanalytics.vision.http;

import jakarta.ws.rs.core.Response.Status;

/**
 * What went wrong, as RFC 9457 lays it out.
 *
 * @param type always {@code about:blank}: the status says which kind of problem it is
 * @param title the status in words
 * @param status HTTP status
 * @param detail one line on this very case
 */
record Problem(String type, String title, int status, String detail) {

  static final String MEDIA_TYPE = "application/problem+json";

  static Problem of(int status, String detail) {
    return new Problem("about:blank", title(status), status, detail);
  }

  private static String title(int status) {
    return switch (status) {
      case 423 -> "Locked";
      case 460 -> "Checksum Mismatch";
      case 507 -> "Insufficient Storage";
      default -> {
        Status known = Status.fromStatusCode(status);
        yield known == null ? "Status " + status : known.getReasonPhrase();
      }
    };
  }
}
