package com.footanalytics.vision.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;

/**
 * A command that ran to its end in this process.
 *
 * @param status what the process would have answered
 */
record Ran(int status, String out, String err) {

  static Ran command(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        Main.run(
            Arrays.stream(arguments).map(Object::toString).toArray(String[]::new),
            new PrintWriter(out, true),
            new PrintWriter(err, true));
    return new Ran(status, out.toString(), err.toString());
  }

  void assertDone() {
    assertEquals(0, status, err);
  }

  /** Fails unless the command ended with that status and one line that holds all of that. */
  void assertRefused(ExitStatus expected, Object... inTheLine) {
    assertEquals(expected.code(), status, err);
    assertEquals(1, err.lines().count(), err);
    assertTrue(err.startsWith("ml-pipeline: "), err);
    for (Object text : inTheLine) {
      assertTrue(err.contains(text.toString()), () -> err + " lacks " + text);
    }
  }
}
