package com.footanalytics.vision.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonNamesTest {

  @Test
  void aDictionaryIsReadByIndex() {
    assertEquals(
        Optional.of(List.of("ball", "player", "referee")),
        PythonNames.parse("{0: 'ball', 2: 'referee', 1: 'player'}"));
  }

  @Test
  void quotesMayBeWithinNames() {
    assertEquals(
        Optional.of(List.of("it's", "a \"b\"", "c'd", "e, 1: 'f")),
        PythonNames.parse("{0: \"it's\", 1: 'a \"b\"', 2: 'c\\'d', 3: \"e, 1: 'f\"}"));
  }

  @Test
  void aListIsReadInOrder() {
    assertEquals(Optional.of(List.of("ball", "player")), PythonNames.parse("['ball', 'player']"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "ball",
        "{0: ball}",
        "{1: 'ball'}",
        "{0: 'ball', 2: 'player'}",
        "{0: 'ball' 1: 'player'}",
        "{'ball': 0}",
        "{'ball', 'player'}",
        "[0: 'ball']",
        "{0: 'ball', 1: 'play",
        "{0: 'ball'}; import os"
      })
  void nothingElseIsRead(String text) {
    assertEquals(Optional.empty(), PythonNames.parse(text));
  }
}
