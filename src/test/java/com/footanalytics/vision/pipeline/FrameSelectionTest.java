package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.probe.TimeBase;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FrameSelectionTest {

  private static final TimeBase CENTISECONDS = new TimeBase(1, 100);
  private static final long START_TICKS = 500;
  private static final long FRAME_TICKS = 4;

  @Test
  void everyFrameIsSelectedByDefault() {
    assertEquals(
        LongStream.range(0, 10).boxed().toList(), selected(AnalysisRequest.Options.DEFAULT, 10));
  }

  @Test
  void strideCountsDecodedFramesFromTheFirst() {
    assertEquals(List.of(0L, 3L, 6L, 9L), selected(options(3, -1, -1), 10));
  }

  @Test
  void fromIsInclusiveAndToIsExclusive() {
    assertEquals(List.of(5L, 6L, 7L), selected(options(1, 0.2, 0.32), 20));
  }

  @Test
  void timeCountsFromTheStartPts() {
    FrameSelection selection = FrameSelection.of(options(1, 0, 0.04), CENTISECONDS, START_TICKS);
    assertTrue(selection.selects(0, START_TICKS));
    assertFalse(selection.selects(1, START_TICKS + FRAME_TICKS));
    assertFalse(selection.isPast(START_TICKS));
    assertTrue(selection.isPast(START_TICKS + FRAME_TICKS));
  }

  @Test
  void nothingIsPastAnOpenEnd() {
    FrameSelection selection =
        FrameSelection.of(AnalysisRequest.Options.DEFAULT, CENTISECONDS, START_TICKS);
    assertFalse(selection.isPast(Long.MAX_VALUE / 2));
  }

  @Test
  void optionsThatSelectNothingAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> options(0, -1, -1));
    assertThrows(IllegalArgumentException.class, () -> options(1, 2, 2));
    assertThrows(IllegalArgumentException.class, () -> options(1, -0.5, -1));
  }

  private static List<Long> selected(AnalysisRequest.Options options, int frames) {
    FrameSelection selection = FrameSelection.of(options, CENTISECONDS, START_TICKS);
    return LongStream.range(0, frames)
        .filter(frame -> selection.selects(frame, START_TICKS + frame * FRAME_TICKS))
        .boxed()
        .toList();
  }

  /** Options with -1 for an open end. */
  private static AnalysisRequest.Options options(int stride, double from, double to) {
    return new AnalysisRequest.Options(
        Optional.empty(),
        stride,
        from == -1 ? OptionalDouble.empty() : OptionalDouble.of(from),
        to == -1 ? OptionalDouble.empty() : OptionalDouble.of(to),
        false);
  }
}
