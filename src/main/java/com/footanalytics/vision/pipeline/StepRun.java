package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.telemetry.Trace;

/**
 * A step of a job while it runs.
 *
 * @param cancellation tells it to stop
 * @param trace gets what it does
 */
record StepRun(Cancellation cancellation, Trace trace) {}
