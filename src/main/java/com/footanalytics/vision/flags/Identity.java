package com.footanalytics.vision.flags;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * For whom a flag is decided. The same identity gets the same answer as long as the rules are the
 * same, in every process. Flagsmith's rules may ask for its traits {@code id} and {@code kind}.
 *
 * @param kind what it is
 * @param id its name, which percentages are split by
 */
public record Identity(Kind kind, String id) {

  private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e]{1,128}");

  /** What flags are decided for. */
  public enum Kind {
    CALLER,
    JOB;

    /** The value of the trait {@code kind}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Identity {
    if (id.isBlank()) {
      throw new IllegalArgumentException("identity: blank (expected: a name)");
    }
  }

  /** Who sent a request. */
  public static Identity caller(String id) {
    return new Identity(Kind.CALLER, id);
  }

  /**
   * Who sent a request.
   *
   * @param named what the caller calls itself; taken if it is 1 to 128 visible ASCII characters
   * @param address where the request came from
   */
  public static Identity caller(@Nullable String named, String address) {
    return caller(named != null && NAME.matcher(named).matches() ? named : address);
  }

  /** A job. */
  public static Identity job(String id) {
    return new Identity(Kind.JOB, id);
  }
}
