package com.footanalytics.vision.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventIdTest {

  @Test
  void anIdIsReadBackAsItWasSent() {
    for (EventId id : new EventId[] {new EventId(7, 0), new EventId(0, 12), new EventId(3, 9)}) {
      assertEquals(Optional.of(id), EventId.parse(id.toString()));
    }
  }

  @Test
  void anIdWithoutLinesIsTheVersionAlone() {
    assertEquals("7", new EventId(7, 0).toString());
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "x", "-1", "1.", ".1", "1.2.3", "99999999999999999999"})
  void whatIsNoIdOfOursIsNone(String header) {
    assertEquals(Optional.empty(), EventId.parse(header));
  }
}
