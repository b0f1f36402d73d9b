package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.job.Job;
import com.footanalytics.vision.job.JobOptions;
import com.footanalytics.vision.telemetry.SpanName;
import com.footanalytics.vision.testing.ClipTrack;
import com.footanalytics.vision.testing.TestingClips;
import com.footanalytics.vision.testing.TestingTracing.Step;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobTracesTest {

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init")
  private TestingJobs jobs;

  @BeforeEach
  void open() throws Exception {
    jobs = new TestingJobs(folder);
  }

  @AfterEach
  void close() {
    jobs.close();
  }

  @Test
  void everyStepIsTracedAndASegmentHasOneSpanForEachStage() throws Exception {
    Job job = jobs.submit(clip(), JobOptions.DEFAULT);
    jobs.runAll(job);
    List<Step> steps = jobs.tracing().steps();
    assertEquals(
        List.of("prepare", "segment", "segment", "finish"),
        steps.stream().map(step -> step.step().kind()).toList());
    assertEquals(OptionalInt.of(1), steps.get(2).step().segment());
    assertTrue(steps.stream().allMatch(step -> step.step().job().equals(job.id().value())));
    assertTrue(steps.stream().allMatch(Step::hasEnded));
    assertEquals(List.of(SpanName.PROBE), steps.getFirst().spans());
    assertEquals(List.of(SpanName.WRITE), steps.getLast().spans());
    for (Step segment : steps.subList(1, 3)) {
      assertEquals(EnumSet.allOf(SpanName.class), Set.copyOf(segment.spans()));
      assertEquals(SpanName.values().length, segment.spans().size());
      assertEquals(List.of(), segment.runs());
    }
  }

  @Test
  void everyThreadOfASegmentWorksForIt() throws Exception {
    Job job = jobs.submit(clip(), JobOptions.DEFAULT);
    jobs.runAll(job);
    String prefix = "job-%s-0-".formatted(job.id());
    Set<String> own =
        Set.of(
            prefix + "decode",
            prefix + "preprocess",
            prefix + "write",
            Thread.currentThread().getName());
    Set<String> threads = new HashSet<>(jobs.tracing().steps().get(1).threads());
    assertTrue(threads.containsAll(own), threads::toString);
    threads.removeAll(own);
    assertTrue(threads.stream().allMatch(name -> name.startsWith("run-")), threads::toString);
  }

  @Test
  void aStepThatFailsSaysWhy() throws Exception {
    Job job = jobs.submit(clip(), JobOptions.DEFAULT);
    jobs.forget(job);
    jobs.prepare(job);
    Step step = jobs.tracing().steps().getFirst();
    assertEquals(List.of("the video " + job.videoId() + " is no longer stored"), step.failures());
    assertTrue(step.hasEnded());
  }

  private static Path clip() {
    return TestingClips.make(
        "traced.mp4", ClipTrack.of("libopenh264", 192, 108, 50).option("g", "25"));
  }
}
