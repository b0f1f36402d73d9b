package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.job.JobId;
import com.footanalytics.vision.storage.ObjectKey;

/** Where the bytes of videos and of jobs' results lie in the object store. */
public final class JobKeys {

  private static final ObjectKey JOBS = new ObjectKey("jobs");
  private static final ObjectKey CONTENTS = new ObjectKey("contents");

  private JobKeys() {}

  /** A video's content. */
  public static ObjectKey content(String sha256) {
    return CONTENTS.resolve(sha256);
  }

  /** The packet index of a content. */
  public static ObjectKey index(String sha256) {
    return CONTENTS.resolve(sha256 + ".index");
  }

  /** Everything of one job lies below. */
  public static ObjectKey folder(JobId job) {
    return JOBS.resolve(job.value());
  }

  /** The first line of the detections. */
  static ObjectKey header(JobId job) {
    return folder(job).resolve("header.jsonl");
  }

  /** A segment's lines, frames numbered as the plan predicted. */
  static ObjectKey part(JobId job, int segment) {
    return folder(job).resolve("parts/%05d.jsonl".formatted(segment));
  }

  /** A segment's lines, frames numbered as they came, where that differs. */
  static ObjectKey numbered(JobId job, int segment) {
    return folder(job).resolve("numbered/%05d.jsonl".formatted(segment));
  }

  /** The last line of the detections. */
  static ObjectKey end(JobId job) {
    return folder(job).resolve("end.jsonl");
  }

  /** The run in numbers. */
  public static ObjectKey summary(JobId job) {
    return folder(job).resolve("summary.json");
  }

  /** The video with its objects drawn in. */
  public static ObjectKey annotated(JobId job) {
    return folder(job).resolve("annotated.mp4");
  }
}
