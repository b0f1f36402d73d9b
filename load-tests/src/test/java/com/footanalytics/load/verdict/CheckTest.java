package com.footanalytics.load.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CheckTest {

  @Test
  void theLimitItselfIsRight() {
    assertTrue(Check.atMost("n", 2, 2, "s", 1).passed());
    assertFalse(Check.atMost("n", 2.001, 2, "s", 1).passed());
    assertTrue(Check.atLeast("n", 2, 2, "", 1).passed());
    assertFalse(Check.atLeast("n", 1, 2, "", 1).passed());
  }

  @Test
  void ofNothingNothingHolds() {
    Check check = Check.atMost("n", 0, 2, "s", 0);
    assertFalse(check.passed());
    assertEquals("n: nothing was measured", check.text());
  }

  @Test
  void itsTextNamesWhatWasSeenAndWhatIsRight() {
    assertEquals("n: 0.183 s (at most 2 s)", Check.atMost("n", 0.183, 2, "s", 5).text());
    assertEquals("n: 10 (at least 100)", Check.atLeast("n", 10, 100, "", 5).text());
    assertEquals("n: 0.0021 (at most 0.001)", Check.atMost("n", 0.0021, 0.001, "", 5).text());
  }
}
