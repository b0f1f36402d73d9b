package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerTest {

  private static final String MIXED =
      """
      {"outputs": [
        {"name": "a", "datatype": "INT32", "shape": [2], "data": [[1], [2]]},
        {"name": "b", "datatype": "UINT8", "shape": [3], "parameters": {"binary_data_size": 3}}]}
      """;

  @Test
  void tensorsInAndBehindTheJsonAreRead() {
    Answer answer = Answer.of(reply(200, MIXED, "010203", MIXED.length()));
    assertEquals("[1,2]", answer.output("a").values().toString());
    assertEquals("[1,2,3]", answer.output("b").values().toString());
    assertEquals(List.of("a", "b"), answer.names());
  }

  @Test
  void bytesThatBelongToNoTensorAreAnError() {
    assertThrows(
        AssertionError.class, () -> Answer.of(reply(200, MIXED, "01020304", MIXED.length())));
  }

  @Test
  void bytesThatAreMissingAreAnError() {
    assertThrows(AssertionError.class, () -> Answer.of(reply(200, MIXED, "01", MIXED.length())));
  }

  @Test
  void aHeaderBeyondTheBodyIsAnError() {
    assertThrows(AssertionError.class, () -> Answer.of(reply(200, MIXED, "", 10_000)));
  }

  @Test
  void anErrorIsNoAnswer() {
    assertThrows(AssertionError.class, () -> Answer.of(reply(400, "{\"error\": \"no\"}", "", 0)));
  }

  @Test
  void anErrorHasAStatusAnObjectAndAMessage() {
    assertEquals("no", reply(400, "{\"error\": \"no\"}", "", 0).refused());
    assertEquals("no", reply(500, "{\"error\": \"no\"}", "", 0).error());
    assertThrows(AssertionError.class, reply(500, "{\"error\": \"no\"}", "", 0)::refused);
    assertThrows(AssertionError.class, reply(200, "{\"error\": \"no\"}", "", 0)::error);
    assertThrows(AssertionError.class, reply(400, "{\"detail\": \"no\"}", "", 0)::error);
    assertThrows(AssertionError.class, reply(400, "{\"error\": {}}", "", 0)::error);
    assertThrows(AssertionError.class, reply(400, "no", "", 0)::error);
  }

  private static Reply reply(int status, String json, String hex, int headerLength) {
    Map<String, List<String>> headers =
        hex.isEmpty() && headerLength == 0
            ? Map.of()
            : Map.of(HttpApi.HEADER_LENGTH, List.of(String.valueOf(headerLength)));
    ByteString body = ByteString.copyFromUtf8(json).concat(ByteString.fromHex(hex));
    return new Reply(status, HttpHeaders.of(headers, (_, _) -> true), body);
  }
}
