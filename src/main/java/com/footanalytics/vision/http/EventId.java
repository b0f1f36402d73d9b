package com.footanalytics.vision.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names what a reader of a job's events has seen.
 *
 * @param version of the job; -1 before the first
 * @param bytes of its detections
 */
record EventId(long version, long bytes) {

  /** Nothing seen yet. */
  static final EventId NONE = new EventId(-1, 0);

  private static final Pattern FORM = Pattern.compile("(\\d{1,18})(?:\\.(\\d{1,18}))?");

  /** What a header {@code Last-Event-ID} says; empty where it is none of ours. */
  static Optional<EventId> parse(@Nullable String header) {
    Matcher form = FORM.matcher(header == null ? "" : header.strip());
    return form.matches()
        ? Optional.of(
            new EventId(
                Long.parseLong(form.group(1)),
                form.group(2) == null ? 0 : Long.parseLong(form.group(2))))
        : Optional.empty();
  }

  EventId withVersion(long newer) {
    return new EventId(newer, bytes);
  }

  /** As it goes over the wire. */
  @Override
  public String toString() {
    return bytes == 0 ? Long.toString(version) : version + "." + bytes;
  }
}
