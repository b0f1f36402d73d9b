package com.footanalytics.vision.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.footanalytics.vision.oip.Failure;
import com.footanalytics.vision.oip.FailureException;
import java.io.IOException;
import java.util.regex.Pattern;

/** JSON as it is taken from callers: token by token, within limits. */
final class Json {

  static final int MAX_DEPTH = 100;
  private static final int MAX_STRING_CHARACTERS = 1 << 24;
  private static final int MAX_NUMBER_CHARACTERS = 1000;
  private static final int MAX_REASON_CHARACTERS = 200;

  /** Names are not interned: callers choose them. */
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_STRING_CHARACTERS)
                  .maxNumberLength(MAX_NUMBER_CHARACTERS)
                  .maxNameLength(1 << 10)
                  .build())
          .build();

  private static final Pattern NOT_OF_A_LINE =
      Pattern.compile("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]");

  private Json() {}

  /**
   * The text that a parser stands at.
   *
   * @throws FailureException if it is none, or longer than that
   */
  static String text(JsonParser parser, String what, int maxCharacters) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw refuse(what, parser.currentToken(), "a string");
    }
    if (parser.getTextLength() > maxCharacters) {
      throw invalid(
          "%s: %d characters (expected: at most %d)"
              .formatted(what, parser.getTextLength(), maxCharacters));
    }
    return parser.getText();
  }

  /** Requires a token. */
  static void expect(JsonParser parser, JsonToken token, String what, String expected) {
    if (parser.currentToken() != token) {
      throw refuse(what, parser.currentToken(), expected);
    }
  }

  static FailureException refuse(String what, JsonToken found, String expected) {
    return invalid("%s: %s (expected: %s)".formatted(what, name(found), expected));
  }

  /** What a parser says is wrong, without its advice on how to program. */
  static FailureException notJson(JsonProcessingException e) {
    String reason = e.getOriginalMessage().lines().findFirst().orElse("damaged");
    String start = reason.substring(0, Math.min(reason.length(), MAX_REASON_CHARACTERS));
    return invalid("not JSON that is taken here: " + start);
  }

  static FailureException invalid(String message) {
    return failure(Failure.Code.INVALID, message);
  }

  /** A failure with a message that may hold text from a caller; it becomes one line. */
  static FailureException failure(Failure.Code code, String message) {
    return new FailureException(code, NOT_OF_A_LINE.matcher(message).replaceAll("?"));
  }

  private static String name(JsonToken token) {
    return switch (token) {
      case START_OBJECT, END_OBJECT, FIELD_NAME -> "an object";
      case START_ARRAY, END_ARRAY -> "a list";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT -> "a whole number";
      case VALUE_NUMBER_FLOAT -> "a fraction";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NULL -> "null";
      case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> "something else";
    };
  }
}
