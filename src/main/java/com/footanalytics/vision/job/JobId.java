package com.footanalytics.vision.job;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names one job: 10 characters of time, then 16 of chance, in Crockford's base 32, lower case. Safe
 * in URLs and file names; the text order of two ids is the order in which they were made.
 *
 * @param value 26 characters
 */
public record JobId(String value) implements Comparable<JobId> {

  private static final Pattern FORM = Pattern.compile("[0-7][0-9a-hjkmnp-tv-z]{25}");

  public JobId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("job id: not of 26 base-32 characters");
    }
  }

  /** The id that {@code text} spells, or empty if it spells none. */
  public static Optional<JobId> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new JobId(text)) : Optional.empty();
  }

  @Override
  public int compareTo(JobId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
