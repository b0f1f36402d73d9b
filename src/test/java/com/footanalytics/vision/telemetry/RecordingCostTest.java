package com.footanalytics.vision.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.telemetry.InferenceReport.Outcome;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What recording leaves for the collector once its series are there, with nobody tracing. */
class RecordingCostTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int CALLS = 100_000;

  /** A report and the two keys that its series are found by. */
  private static final long REPORT_BYTES = 160;

  private static final long REQUEST_BYTES = 64;

  private final MicrometerTelemetry telemetry = MicrometerTelemetry.unpublished();

  @Test
  void aStageAndAFrameLeaveNothing() {
    assertEquals(0, bytesEach(() -> telemetry.stage(Stage.DECODE, 1_000_000)));
    assertEquals(0, bytesEach(() -> telemetry.frames(FrameState.DECODED, 1)));
  }

  @Test
  void anInferenceLeavesItsReportAndKeysAtMost() {
    long bytes =
        bytesEach(() ->
            telemetry.inference(
                new InferenceReport("football", "1", "cpu", "http", Outcome.OK, 3, 2, 1, 4)));
    assertTrue(bytes <= REPORT_BYTES, () -> bytes + " bytes");
  }

  @Test
  void anHttpRequestLeavesItsKeyAtMost() {
    long bytes = bytesEach(() -> telemetry.answered("GET", "/v1/jobs/{id}", 200, 1_000_000));
    assertTrue(bytes <= REQUEST_BYTES, () -> bytes + " bytes");
  }

  private static long bytesEach(Runnable recording) {
    repeat(recording);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    repeat(recording);
    return (THREADS.getCurrentThreadAllocatedBytes() - before) / CALLS;
  }

  private static void repeat(Runnable recording) {
    for (int i = 0; i < CALLS; i++) {
      recording.run();
    }
  }
}
