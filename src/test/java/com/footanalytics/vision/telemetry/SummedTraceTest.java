package com.footanalytics.vision.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummedTraceTest {

  private final Map<SpanName, SpanSum> added = new EnumMap<>(SpanName.class);
  private final Trace video =
      new Trace() {
        @Override
        public boolean isRecorded() {
          return true;
        }

        @Override
        public void add(SpanName name, long startNanos, long endNanos) {
          throw new AssertionError("a span for a single frame: " + name);
        }

        @Override
        public void add(SpanName name, SpanSum sum) {
          assertEquals(Optional.empty(), Optional.ofNullable(added.put(name, sum)));
        }

        @Override
        public void ran(BatchRun run) {
          throw new AssertionError("a span for a single batch");
        }

        @Override
        public Scope enter() {
          return Trace.NONE.enter();
        }
      };

  @Test
  void piecesBecomeOneSpanFromTheFirstToTheLast() {
    try (SummedTrace frames = SummedTrace.into(video)) {
      frames.add(SpanName.DECODE, 100, 110);
      frames.add(SpanName.DECODE, 90, 95);
      frames.add(SpanName.DECODE, 140, 141);
      frames.add(SpanName.WRITE, 150, 160);
      assertTrue(added.isEmpty());
    }
    assertEquals(
        Map.of(
            SpanName.DECODE,
            new SpanSum(90, 141, 3, 16, Optional.empty()),
            SpanName.WRITE,
            new SpanSum(150, 160, 1, 10, Optional.empty())),
        added);
  }

  /** {@link System#nanoTime()} may be of either sign, and may overflow between two calls. */
  @Test
  void timesMayBeNegativeAndMayOverflow() {
    try (SummedTrace frames = SummedTrace.into(video)) {
      frames.add(SpanName.DECODE, -20, -10);
      frames.add(SpanName.WRITE, Long.MAX_VALUE - 1, Long.MAX_VALUE);
      frames.add(SpanName.WRITE, Long.MIN_VALUE, Long.MIN_VALUE + 3);
    }
    assertEquals(new SpanSum(-20, -10, 1, 10, Optional.empty()), added.get(SpanName.DECODE));
    assertEquals(
        new SpanSum(Long.MAX_VALUE - 1, Long.MIN_VALUE + 3, 2, 4, Optional.empty()),
        added.get(SpanName.WRITE));
  }

  @Test
  void runsBecomeAWaitAndARunWithTheirMeanSize() {
    try (SummedTrace frames = SummedTrace.into(video)) {
      frames.ran(new BatchRun("detector", "2", "cpu", 10, 14, 20, 1, List.of()));
      frames.ran(new BatchRun("detector", "2", "cpu", 12, 20, 29, 4, List.of()));
    }
    assertEquals(
        Map.of(
            SpanName.BATCH_WAIT,
            new SpanSum(10, 20, 2, 12, Optional.empty()),
            SpanName.INFER,
            new SpanSum(
                14, 29, 2, 15, Optional.of(new SpanSum.Batches("detector", "2", "cpu", 2.5)))),
        added);
  }

  @Test
  void whatIsNotRecordedIsNotGathered() {
    try (SummedTrace frames = SummedTrace.into(Trace.NONE)) {
      assertFalse(frames.isRecorded());
      frames.add(SpanName.DECODE, 1, 2);
      frames.ran(new BatchRun("detector", "2", "cpu", 12, 20, 29, 4, List.of()));
      assertSame(Trace.NONE.enter(), frames.enter());
    }
    assertTrue(added.isEmpty());
  }
}
