package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.footanalytics.vision.telemetry.FrameFindings;
import com.footanalytics.vision.telemetry.FrameState;
import com.footanalytics.vision.telemetry.InferenceReport;
import com.footanalytics.vision.telemetry.Stage;
import com.footanalytics.vision.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FrameAccountTest {

  private final Map<FrameState, Long> counted = new EnumMap<>(FrameState.class);
  private final List<FrameFindings> found = new ArrayList<>();
  private final FrameAccount account = new FrameAccount(new Counts());

  @Test
  void aRunThatEndsWellDropsNothing() {
    account.frames(FrameState.DECODED, 5);
    account.frames(FrameState.CORRUPT, 2);
    account.frames(FrameState.INFERRED, 3);
    account.frames(FrameState.SKIPPED, 2);
    account.close();
    assertEquals(
        Map.of(
            FrameState.DECODED, 5L,
            FrameState.CORRUPT, 2L,
            FrameState.INFERRED, 3L,
            FrameState.SKIPPED, 2L),
        counted);
  }

  @Test
  void whatCameToNothingIsDroppedOnce() {
    account.frames(FrameState.DECODED, 5);
    account.frames(FrameState.INFERRED, 1);
    account.close();
    account.close();
    assertEquals(4L, counted.get(FrameState.DROPPED));
  }

  @Test
  void whatModelsFindIsPassedOn() {
    FrameFindings findings = new FrameFindings("m", "1", FrameFindings.Persons.SEEN, List.of());
    account.found(findings);
    assertEquals(List.of(findings), found);
  }

  private final class Counts implements Telemetry {

    @Override
    public void stage(Stage stage, long nanos) {}

    @Override
    public void frames(FrameState state, long count) {
      counted.merge(state, count, Long::sum);
    }

    @Override
    public void inference(InferenceReport report) {}

    @Override
    public void found(FrameFindings findings) {
      found.add(findings);
    }
  }
}
