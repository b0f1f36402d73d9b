package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import java.net.http.HttpHeaders;

/** What the server answered to one HTTP request. */
record Reply(int status, HttpHeaders headers, ByteString body) {

  /** The named header's first value, or nothing. */
  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  String contentType() {
    return header("Content-Type").replaceFirst("\\s*;.*", "");
  }

  JsonNode json() {
    return parse(body);
  }

  /** This reply, which must say that the request succeeded. */
  Reply succeeded() {
    if (status != 200) {
      fail("status %d (expected: 200): %s".formatted(status, text()));
    }
    return this;
  }

  /**
   * The message of the error object, which the body must be, under a status of the caller's fault.
   */
  String refused() {
    assertTrue(
        status >= 400 && status < 500, () -> "status " + status + " (expected: 4xx): " + text());
    return error();
  }

  /** The message of the error object, which the body must be, under any status of an error. */
  String error() {
    assertTrue(
        status >= 400 && status < 600,
        () -> "status " + status + " (expected: 4xx or 5xx): " + text());
    JsonNode message = json().path("error");
    assertTrue(message.isTextual(), () -> "no string \"error\" in: " + text());
    assertFalse(message.asText().isBlank(), "the error has a message");
    return message.asText();
  }

  String text() {
    return body.size() > 2000 ? body.size() + " bytes" : body.toStringUtf8();
  }

  static JsonNode parse(ByteString text) {
    try {
      return Json.MAPPER.readTree(text.toStringUtf8());
    } catch (JsonProcessingException e) {
      return fail("not JSON: " + e.getOriginalMessage() + ": " + head(text));
    }
  }

  private static String head(ByteString text) {
    return text.substring(0, Math.min(200, text.size())).toStringUtf8();
  }
}
