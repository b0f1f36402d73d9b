package com.footanalytics.vision.job;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many jobs wait, run and are remembered. */
@ConfigMapping(prefix = "ml-pipeline.jobs")
public interface JobConfig {

  /** Jobs that may wait for a worker; one more is answered 429. At least 1. */
  @WithDefault("100")
  int maxQueued();

  /** Ended jobs that can still be asked for; older ones answer 404. At least 1. */
  @WithDefault("10000")
  int maxEnded();

  /** Jobs that run at once. One already uses every core, so more share them. At least 1. */
  @WithDefault("1")
  int concurrency();

  /** The least time between two progress reports of one job. */
  @WithDefault("PT0.25S")
  Duration progressInterval();

  /** How long running jobs may go on after the service is told to stop; then they are cancelled. */
  @WithDefault("PT20S")
  Duration drainLimit();
}
