package com.footanalytics.vision.job;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many jobs wait, run and are remembered, and what happens when one cannot go on. */
@ConfigMapping(prefix = "ml-pipeline.jobs")
public interface JobConfig {

  /** Jobs that may wait for a worker; one more is answered 429. At least 1. */
  @WithDefault("100")
  int maxQueued();

  /** Ended jobs that can still be asked for; older ones are deleted. At least 1. */
  @WithDefault("10000")
  int maxEnded();

  /** How long an ended job and its results are kept. */
  @WithDefault("P30D")
  Duration keepFor();

  /** How often what is kept no longer is deleted. */
  @WithDefault("PT10M")
  Duration sweepInterval();

  /** Steps of jobs that run at once in this process; 0 where it is to run none. */
  @WithDefault("1")
  int concurrency();

  /** The least time between two progress reports of one job. */
  @WithDefault("PT0.25S")
  Duration progressInterval();

  /** How much of a video one segment is, about: what is repeated at most after a death. */
  @WithDefault("PT60S")
  Duration segment();

  /** How long running steps may go on after the service is told to stop; then others do them. */
  @WithDefault("PT20S")
  Duration drainLimit();

  /** How often a process looks for steps that others made due. */
  @WithDefault("PT1S")
  Duration pollInterval();

  /** How often a process says that it still works on its steps. */
  @WithDefault("PT5S")
  Duration heartbeat();

  /** How often jobs that have not ended and stored bytes are counted for metrics. */
  @WithDefault("PT10S")
  Duration countInterval();

  /** Missed heartbeats after which others take a process' steps over. At least 4. */
  @WithDefault("4")
  int missedHeartbeats();

  /** Failures of one step, one after the other, after which its job fails. At least 1. */
  @WithDefault("8")
  int maxFailures();

  /** How long a step waits after its first failure; twice as long after each further one. */
  @WithDefault("PT1S")
  Duration retryDelay();

  /** The longest wait after a failure. */
  @WithDefault("PT5M")
  Duration maxRetryDelay();

  /** How often one step is begun, whatever ended it before; then its job fails. At least 1. */
  @WithDefault("20")
  int maxAttempts();

  /** Crashes of the process during one step after which its job fails. At least 1. */
  @WithDefault("2")
  int maxCrashes();
}
