package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.probe.ProbeLimits;
import com.footanalytics.vision.sink.FrameResult;
import com.footanalytics.vision.sink.RunHeader;
import com.footanalytics.vision.telemetry.Telemetry;
import com.footanalytics.vision.testing.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The detector in {@code models} on real clips, where both are there. */
class RealClipsTest {

  private static final Path MODELS = Path.of(System.getProperty("models.dir", "models"));

  @TempDir Path folder;
  private final List<FrameResult> frames = new ArrayList<>();
  private List<String> classes = List.of();

  @BeforeEach
  void needsTheModel() {
    Assumptions.assumeTrue(
        Files.exists(MODELS.resolve("football-detector")), "no football-detector in " + MODELS);
  }

  @Test
  void aBroadcastShowsBothTeamsAndTheRefereesInEveryFrame() {
    analyze(SharedData.require("clips/broadcast-1080p.mp4"));
    assertEquals(176, frames.size());
    List<Long> pts = frames.stream().map(FrameResult::ptsTicks).toList();
    assertEquals(pts.stream().distinct().sorted().toList(), pts);
    double share = share(frame -> persons(frame) >= 15 && persons(frame) <= 26);
    assertTrue(share >= 0.95, () -> share + ": " + frames.stream().map(this::persons).toList());
  }

  @Test
  void whereIsNoFootballNothingIsFound() {
    analyze(SharedData.require("clips/no-football-720p.mp4"));
    double share = share(frame -> frame.detections().isEmpty());
    assertTrue(share >= 0.98, () -> "frames without objects: " + share);
  }

  private void analyze(Path video) {
    CorePlan plan = CorePlan.forCores(Runtime.getRuntime().availableProcessors());
    AnalysisListener listener =
        new AnalysisListener() {
          @Override
          public void started(RunHeader header) {
            classes = header.classes();
          }

          @Override
          public void frame(FrameResult result, Progress progress) {
            frames.add(result);
          }
        };
    try (Detectors detectors = TestingDetectors.of(MODELS, plan)) {
      new VideoPipeline(detectors, plan, ProbeLimits.DEFAULT, Telemetry.NONE)
          .analyze(
              new AnalysisRequest(
                  video, "clip", folder.resolve("out"), AnalysisRequest.Options.DEFAULT),
              listener,
              new Cancellation());
    }
  }

  private long persons(FrameResult frame) {
    return frame.detections().stream()
        .filter(found -> !classes.get(found.classIndex()).equals("ball"))
        .count();
  }

  private double share(Predicate<FrameResult> wanted) {
    return (double) frames.stream().filter(wanted).count() / frames.size();
  }
}
