package com.footanalytics.vision.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class JobConfigTest {

  @Test
  void defaults() {
    JobConfig config = TestingJobConfig.of();
    assertEquals(100, config.maxQueued());
    assertEquals(10_000, config.maxEnded());
    assertEquals(Duration.ofDays(30), config.keepFor());
    assertEquals(Duration.ofMinutes(10), config.sweepInterval());
    assertEquals(1, config.concurrency());
    assertEquals(Duration.ofMillis(250), config.progressInterval());
    assertEquals(Duration.ofSeconds(20), config.drainLimit());
    assertEquals(Duration.ofSeconds(1), config.pollInterval());
    assertEquals(Duration.ofSeconds(5), config.heartbeat());
    assertEquals(4, config.missedHeartbeats());
    assertEquals(8, config.maxFailures());
    assertEquals(Duration.ofSeconds(1), config.retryDelay());
    assertEquals(Duration.ofMinutes(5), config.maxRetryDelay());
    assertEquals(20, config.maxAttempts());
    assertEquals(2, config.maxCrashes());
  }

  @Test
  void names() {
    JobConfig config =
        TestingJobConfig.of(
            "max-queued", "1",
            "max-ended", "2",
            "keep-for", "PT3S",
            "sweep-interval", "PT4S",
            "concurrency", "5",
            "progress-interval", "PT6S",
            "drain-limit", "PT7S",
            "poll-interval", "PT8S",
            "heartbeat", "PT9S",
            "missed-heartbeats", "10",
            "max-failures", "11",
            "retry-delay", "PT12S",
            "max-retry-delay", "PT13S",
            "max-attempts", "14",
            "max-crashes", "15");
    assertEquals(1, config.maxQueued());
    assertEquals(2, config.maxEnded());
    assertEquals(Duration.ofSeconds(3), config.keepFor());
    assertEquals(Duration.ofSeconds(4), config.sweepInterval());
    assertEquals(5, config.concurrency());
    assertEquals(Duration.ofSeconds(6), config.progressInterval());
    assertEquals(Duration.ofSeconds(7), config.drainLimit());
    assertEquals(Duration.ofSeconds(8), config.pollInterval());
    assertEquals(Duration.ofSeconds(9), config.heartbeat());
    assertEquals(10, config.missedHeartbeats());
    assertEquals(11, config.maxFailures());
    assertEquals(Duration.ofSeconds(12), config.retryDelay());
    assertEquals(Duration.ofSeconds(13), config.maxRetryDelay());
    assertEquals(14, config.maxAttempts());
    assertEquals(15, config.maxCrashes());
  }
}
