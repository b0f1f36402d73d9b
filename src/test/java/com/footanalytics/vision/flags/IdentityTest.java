package com.footanalytics.vision.flags;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {

  @Test
  void aCallerIsCalledAsItCallsItself() {
    assertEquals("studio-7", Identity.caller("studio-7", "10.0.0.1").id());
    assertEquals("x".repeat(128), Identity.caller("x".repeat(128), "10.0.0.1").id());
    assertEquals(Identity.Kind.CALLER, Identity.caller(null, "10.0.0.1").kind());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two words", "caf\u00e9", "line\nbreak"})
  void whatIsNoNameLeavesTheAddress(String name) {
    assertEquals("10.0.0.1", Identity.caller(name, "10.0.0.1").id());
  }

  @Test
  void aNameWithoutEndLeavesTheAddress() {
    assertEquals("10.0.0.1", Identity.caller("x".repeat(129), "10.0.0.1").id());
    assertEquals("10.0.0.1", Identity.caller(null, "10.0.0.1").id());
  }

  @Test
  void nobodyIsNoIdentity() {
    assertThrows(IllegalArgumentException.class, () -> Identity.job(" "));
  }
}
