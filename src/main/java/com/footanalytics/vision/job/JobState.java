package com.footanalytics.vision.job;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a job stands. A job is queued, runs, and ends once; an ended job never moves again. */
public sealed interface JobState {

  /** Waits for a worker. */
  record Queued() implements JobState {}

  /** A worker has it. */
  record Running(JobProgress progress) implements JobState {}

  /** All results are there. */
  record Succeeded() implements JobState {}

  /**
   * There will be no results.
   *
   * @param reason one line for the person who started the job
   */
  record Failed(String reason) implements JobState {}

  /** Stopped because someone asked for it. */
  record Cancelled() implements JobState {}

  /** A state without its details, as lists are filtered by and stores keep it. */
  enum Kind {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    /** The name in lower case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The kind with that label, or empty. */
    public static Optional<Kind> parse(String label) {
      return Arrays.stream(values()).filter(kind -> kind.label().equals(label)).findFirst();
    }

    public boolean isEnd() {
      return switch (this) {
        case QUEUED, RUNNING -> false;
        case SUCCEEDED, FAILED, CANCELLED -> true;
      };
    }
  }

  default Kind kind() {
    return switch (this) {
      case Queued _ -> Kind.QUEUED;
      case Running _ -> Kind.RUNNING;
      case Succeeded _ -> Kind.SUCCEEDED;
      case Failed _ -> Kind.FAILED;
      case Cancelled _ -> Kind.CANCELLED;
    };
  }

  /** Whether a job in this state may go to {@code next}. */
  default boolean mayBecome(JobState next) {
    return switch (this) {
      case Queued _ -> next instanceof Running || next instanceof Cancelled;
      case Running _ -> !(next instanceof Queued);
      case Succeeded _, Failed _, Cancelled _ -> false;
    };
  }
}
