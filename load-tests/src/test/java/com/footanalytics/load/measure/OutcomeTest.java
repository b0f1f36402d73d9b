package com.footanalytics.load.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeTest {

  @ParameterizedTest
  @CsvSource({
    "429, REJECTED",
    "503, UNAVAILABLE",
    "504, LATE",
    "408, LATE",
    "400, INVALID",
    "404, INVALID",
    "500, FAILED",
    "502, FAILED",
    "200, FAILED",
    "RESOURCE_EXHAUSTED, REJECTED",
    "UNAVAILABLE, UNAVAILABLE",
    "DEADLINE_EXCEEDED, LATE",
    "INVALID_ARGUMENT, INVALID",
    "INTERNAL, FAILED",
    "OK, FAILED"
  })
  void aFailedAnswerIsReadByItsStatus(String code, Outcome expected) {
    assertEquals(expected, Outcome.of(false, Optional.of(code), Optional.of("why")));
  }

  @ParameterizedTest
  @CsvSource({
    "j.n.ConnectException: Connection refused, NOT_CONNECTED",
    "i.n.c.AbstractChannel$AnnotatedConnectException: finishConnect(..) failed: Connection refused, NOT_CONNECTED",
    "i.g.h.c.i.RequestTimeoutException: Request timeout to 127.0.0.1 after 3000 ms, LATE",
    "j.i.IOException: Premature close, BROKEN",
    "Connection reset by peer, BROKEN"
  })
  void withoutAnAnswerTheReasonTells(String message, Outcome expected) {
    assertEquals(expected, Outcome.of(false, Optional.empty(), Optional.of(message)));
  }

  @Test
  void whatTheTransportSaysIsNotTheServicesRefusal() {
    assertEquals(Outcome.NOT_CONNECTED, grpc("UNAVAILABLE: io exception: Connection refused"));
    assertEquals(Outcome.BROKEN, grpc("UNAVAILABLE: Network closed for unknown reason"));
  }

  private static Outcome grpc(String reason) {
    return Outcome.of(false, Optional.of("UNAVAILABLE"), Optional.of(Outcome.TRANSPORT + reason));
  }

  @Test
  void anAnswerAsExpectedIsOkWhateverItsCode() {
    assertEquals(Outcome.OK, Outcome.of(true, Optional.of("201"), Optional.empty()));
  }

  @Test
  void onlyWhatWasToldAtOnceIsACleanRefusal() {
    assertTrue(Outcome.UNAVAILABLE.isCleanRefusal());
    assertTrue(Outcome.NOT_CONNECTED.isCleanRefusal());
    assertFalse(Outcome.BROKEN.isCleanRefusal());
    assertFalse(Outcome.LATE.isCleanRefusal());
  }
}
