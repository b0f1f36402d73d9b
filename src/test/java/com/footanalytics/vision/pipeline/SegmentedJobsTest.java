package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.footanalytics.vision.job.Job;
import com.footanalytics.vision.job.JobOptions;
import com.footanalytics.vision.job.JobState;
import com.footanalytics.vision.job.JobSteps.Answer;
import com.footanalytics.vision.probe.Probe;
import com.footanalytics.vision.probe.ProbeLimits;
import com.footanalytics.vision.probe.VideoProbe;
import com.footanalytics.vision.storage.ObjectStore;
import com.footanalytics.vision.testing.ClipTrack;
import com.footanalytics.vision.testing.TestingClips;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SegmentedJobsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FRAMES = 200;

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

  static List<JobOptions> options() {
    Optional<String> model = Optional.empty();
    OptionalDouble none = OptionalDouble.empty();
    return List.of(
        JobOptions.DEFAULT,
        new JobOptions(model, 3, none, none, false),
        new JobOptions(model, 1, OptionalDouble.of(1.5), OptionalDouble.of(4.1), false),
        new JobOptions(model, 2, none, OptionalDouble.of(0.5), false),
        new JobOptions(model, 1, OptionalDouble.of(3), none, false));
  }

  @ParameterizedTest
  @MethodSource("options")
  void segmentsGiveWhatOneRunGives(JobOptions options) throws Exception {
    Job job = jobs.submit(clip(), options);
    jobs.runAll(job);
    assertEquals(new JobState.Succeeded(), jobs.state(job));
    assertSameLines(jobs.analysed(clip(), options), jobs.detections(job));
    JsonNode summary = jobs.summary(job);
    JsonNode frames = summary.required("frames");
    assertEquals(
        frames.required("decoded").asLong(),
        frames.required("inferred").asLong()
            + frames.required("skipped").asLong()
            + frames.required("dropped").asLong());
    assertEquals(
        jobs.analysedSummary(clip(), options).required("frames"), summary.required("frames"));
    assertEquals(
        jobs.analysedSummary(clip(), options).required("detections"),
        summary.required("detections"));
  }

  @Test
  void theVideoIsCutAboutAsAskedFor() throws Exception {
    Job job = jobs.submit(clip(), JobOptions.DEFAULT);
    jobs.prepare(job);
    assertEquals(6, jobs.segments().of(job.id()).size());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theOrderOfTheSegmentsDoesNotMatter(long seed) throws Exception {
    Job job = jobs.submit(clip(), JobOptions.DEFAULT);
    jobs.prepare(job);
    List<Integer> numbers =
        new ArrayList<>(IntStream.range(0, jobs.segments().of(job.id()).size()).boxed().toList());
    Collections.shuffle(numbers, new Random(seed));
    for (int number : numbers) {
      assertInstanceOf(Answer.Done.class, jobs.steps().segment(job.id(), number));
    }
    jobs.steps().finish(job.id());
    assertSameLines(jobs.analysed(clip(), JobOptions.DEFAULT), jobs.detections(job));
  }

  @Test
  void everyStepMayBeDoneAgain() throws Exception {
    Job job = jobs.submit(clip(), JobOptions.DEFAULT);
    jobs.runAll(job);
    String once = jobs.detections(job);
    jobs.runAll(job);
    jobs.runAll(job);
    assertSameLines(once, jobs.detections(job));
  }

  @Test
  void whatIsReadableOnlyGrowsAndNeverChanges() throws Exception {
    Job job = jobs.submit(clip(), JobOptions.DEFAULT);
    jobs.prepare(job);
    List<String> seen = new ArrayList<>();
    seen.add(jobs.detections(job));
    for (int number : new int[] {1, 0, 3, 2, 5, 4}) {
      jobs.steps().segment(job.id(), number);
      seen.add(jobs.detections(job));
    }
    jobs.steps().finish(job.id());
    String all = jobs.detections(job);
    assertEquals(1, seen.getFirst().lines().count());
    assertEquals(seen.get(0), seen.get(1), "segment 1 waits for segment 0");
    assertTrue(seen.get(2).lines().count() > 1 + 2 * 25);
    for (String part : seen) {
      assertTrue(all.startsWith(part));
    }
    assertEquals(FRAMES + 2, all.lines().count());
  }

  @Test
  void aStoppingWorkerHandsItsSegmentBack() throws Exception {
    Job job = jobs.submit(clip(), JobOptions.DEFAULT);
    jobs.prepare(job);
    jobs.steps().stopping();
    jobs.awaitStopping();
    assertInstanceOf(Answer.HandedBack.class, jobs.steps().segment(job.id(), 0));
    assertEquals(0, jobs.segments().of(job.id()).getFirst().attempts());
    assertEquals(Optional.empty(), jobs.segments().of(job.id()).getFirst().worker());
    try (TestingJobs other = jobs.otherWorker()) {
      other.runAll(job);
      assertSameLines(jobs.analysed(clip(), JobOptions.DEFAULT), other.detections(job));
    }
  }

  @Test
  void aVideoThatCannotBeReadFailsItsJobWithTheReason() throws Exception {
    Path broken = Files.writeString(folder.resolve("broken.mp4"), "no video at all");
    Job job = jobs.submit(broken, JobOptions.DEFAULT);
    jobs.prepare(job);
    assertInstanceOf(JobState.Failed.class, jobs.state(job));
    jobs.steps().finish(job.id());
    assertInstanceOf(JobState.Failed.class, jobs.state(job));
  }

  @Test
  void aVideoThatIsGoneFailsItsJob() throws Exception {
    Job job = jobs.submit(clip(), JobOptions.DEFAULT);
    jobs.forget(job);
    jobs.prepare(job);
    assertTrue(jobs.state(job).toString().contains("no longer stored"), jobs.state(job).toString());
  }

  @Test
  void theAnnotatedVideoComesOutOfTheStoredLines() throws Exception {
    JobOptions annotated =
        new JobOptions(Optional.empty(), 2, OptionalDouble.empty(), OptionalDouble.empty(), true);
    Job job = jobs.submit(clip(), annotated);
    jobs.runAll(job);
    assertEquals(new JobState.Succeeded(), jobs.state(job));
    try (ObjectStore.LocalCopy video = jobs.objects().local(JobKeys.annotated(job.id()))) {
      Probe.Playable probed =
          assertInstanceOf(
              Probe.Playable.class, new VideoProbe(ProbeLimits.DEFAULT).probe(video.path()));
      assertEquals(OptionalLong.of(FRAMES), probed.video().declaredFrames());
      assertEquals(8, probed.video().declaredSeconds().orElseThrow(), 0.05);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"corrupt", "truncated", "sizeChange", "avi", "editList", "variableRate"})
  void everyFrameOfAnOddVideoIsAccountedFor(String kind) throws Exception {
    Path video =
        switch (kind) {
          case "corrupt" -> TestingClips.corrupt();
          case "truncated" -> TestingClips.truncated();
          case "sizeChange" -> TestingClips.sizeChange();
          case "avi" -> TestingClips.aviWithBFrames();
          case "editList" -> TestingClips.editList();
          default -> TestingClips.variableRate();
        };
    Job job = jobs.submit(video, JobOptions.DEFAULT);
    jobs.runAll(job);
    assertEquals(new JobState.Succeeded(), jobs.state(job));
    List<String> lines = jobs.detections(job).lines().toList();
    long frame = 0;
    for (String line : lines.subList(1, lines.size() - 1)) {
      assertEquals(frame++, JSON.readTree(line).required("frame").asLong());
    }
    JsonNode frames = JSON.readTree(lines.getLast()).required("frames");
    assertEquals(frame, frames.required("decoded").asLong());
    assertEquals(
        frame,
        frames.required("inferred").asLong()
            + frames.required("skipped").asLong()
            + frames.required("dropped").asLong());
  }

  /** Equal, and said in one line where not. */
  private static void assertSameLines(String expected, String actual) {
    List<String> wanted = expected.lines().toList();
    List<String> found = actual.lines().toList();
    for (int i = 0; i < Math.min(wanted.size(), found.size()); i++) {
      assertEquals(wanted.get(i), found.get(i), "line " + (i + 1));
    }
    assertEquals(wanted.size(), found.size());
  }

  private static Path clip() {
    return TestingClips.make(
        "segments.mp4", ClipTrack.of("libopenh264", 192, 108, FRAMES).option("g", "25"));
  }
}
