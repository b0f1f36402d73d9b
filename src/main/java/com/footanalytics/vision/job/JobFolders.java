package com.footanalytics.vision.job;

import java.nio.file.Path;

/**
 * Where the results of jobs lie.
 *
 * @param root holds one folder for each job
 */
public record JobFolders(Path root) {

  /** The folder of one job; may not exist yet. */
  public Path of(JobId id) {
    return root.resolve(id.value());
  }
}
