package com.footanalytics.vision.job;

import java.util.Locale;

/**
 * Names one step of one job, in the scheduler's table too.
 *
 * @param number of the segment, from 0; -1 where the step is of the whole job
 */
record StepName(StepName.Kind kind, JobId job, int number) {

  private static final int WHOLE = -1;

  /** The three kinds of steps. */
  enum Kind {
    PREPARE,
    SEGMENT,
    FINISH;

    String taskName() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind ofTask(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  static StepName prepare(JobId job) {
    return new StepName(Kind.PREPARE, job, WHOLE);
  }

  static StepName segment(JobId job, int number) {
    return new StepName(Kind.SEGMENT, job, number);
  }

  static StepName finish(JobId job) {
    return new StepName(Kind.FINISH, job, WHOLE);
  }

  /** The name of the instance, unique among steps of its kind. */
  String instance() {
    return kind == Kind.SEGMENT ? "%s/%05d".formatted(job, number) : job.value();
  }

  /** The step that an instance's name spells. */
  static StepName of(Kind kind, String instance) {
    int slash = instance.indexOf('/');
    return slash < 0
        ? new StepName(kind, new JobId(instance), WHOLE)
        : new StepName(
            kind,
            new JobId(instance.substring(0, slash)),
            Integer.parseInt(instance.substring(slash + 1)));
  }

  /** What it is, within its job. */
  String title() {
    return kind == Kind.SEGMENT ? "segment " + number : kind.taskName();
  }

  @Override
  public String toString() {
    return "job %s: %s".formatted(job, title());
  }
}
