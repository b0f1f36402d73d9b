package com.footanalytics.vision.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {

  private final Placeholders values = new Placeholders(Map.of("a-b.c", "4$2", "namespace", "x"));

  @Test
  void everyNameIsReplacedAndNothingElse() {
    assertEquals(
        "4$2 x x $value {{ $labels.pod }} ${Upper} $namespace",
        values.fill(
            "${a-b.c} ${namespace} ${namespace} $value {{ $labels.pod }} ${Upper} $namespace",
            SloException::new));
  }

  @Test
  void unknownNameIsRefused() {
    SloException refused =
        assertThrows(
            SloException.class, () -> values.fill("${namespace} ${queue}", SloException::new));
    assertEquals("${queue} stands for nothing", refused.getMessage());
  }
}
