package com.footanalytics.vision.http;

import com.footanalytics.vision.job.JobId;
import org.jspecify.annotations.Nullable;

/** Query and path parameters as text, turned into values or a problem. */
final class Parameters {

  private static final String NO_SUCH_JOB = "no job has the id ";

  private Parameters() {}

  static boolean flag(String name, @Nullable String text) {
    return switch (text) {
      case null -> false;
      case "true", "" -> true;
      case "false" -> false;
      default ->
          throw HttpProblem.badRequest("%s: %s (expected: true or false)".formatted(name, text));
    };
  }

  /**
   * A whole number.
   *
   * @param fallback the answer where {@code text} is absent
   */
  static long number(String name, @Nullable String text, long fallback, long min, long max) {
    if (text == null) {
      return fallback;
    }
    try {
      long value = Long.parseLong(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException _) {
      // answered below, as a number out of bounds is
    }
    throw HttpProblem.badRequest("%s: %s (expected: %d to %d)".formatted(name, text, min, max));
  }

  /** A time in seconds, 0 or more; must be there. */
  static double seconds(String name, @Nullable String text) {
    if (text != null && text.matches("\\d{1,9}(\\.\\d{1,9})?")) {
      return Double.parseDouble(text);
    }
    throw HttpProblem.badRequest("%s: %s (expected: seconds such as 12.5)".formatted(name, text));
  }

  static JobId jobId(String text) {
    return JobId.parse(text).orElseThrow(() -> noSuchJob(text));
  }

  static HttpProblem noSuchJob(String id) {
    return HttpProblem.notFound(NO_SUCH_JOB + id);
  }
}
