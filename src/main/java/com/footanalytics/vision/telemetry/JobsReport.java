package com.footanalytics.vision.telemetry;

import java.time.Duration;

/**
 * The jobs that have not ended, of all processes that share a store.
 *
 * @param queued how many wait for a worker
 * @param running how many are worked on
 * @param oldestQueued how long the first of the queue has waited; zero if none waits
 * @param longestStalled how long the running job with the least recent progress has made none,
 *     those not counted that only wait for their turn; zero if there is no other
 */
public record JobsReport(int queued, int running, Duration oldestQueued, Duration longestStalled) {}
