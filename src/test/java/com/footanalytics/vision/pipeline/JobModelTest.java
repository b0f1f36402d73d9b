package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.flags.Flag;
import com.footanalytics.vision.flags.Identity;
import com.footanalytics.vision.flags.TestingFlags;
import com.footanalytics.vision.job.Job;
import com.footanalytics.vision.job.JobOptions;
import com.footanalytics.vision.job.JobPlan;
import com.footanalytics.vision.job.JobState;
import com.footanalytics.vision.job.SegmentRange;
import com.footanalytics.vision.testing.TestingClips;
import com.footanalytics.vision.testing.TestingModels;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@SuppressWarnings("NullAway.Init")
class JobModelTest {

  @TempDir private Path folder;
  private final TestingFlags flags = new TestingFlags();
  private TestingJobs jobs;

  @BeforeEach
  void twoVersions() throws Exception {
    jobs = new TestingJobs(folder);
    TestingModels.add(folder.resolve("models"), TestingModels.NAME, 2, 96, 64);
    jobs.detectors().lease(Optional.empty()).close();
    jobs.detectors().load("tiny:2");
    jobs.chosenBy(new ModelRouting(jobs.detectors(), flags, _ -> true));
  }

  @AfterEach
  void close() {
    jobs.close();
  }

  @Test
  void aJobKeepsTheVersionThatWasChosenForItWhateverTheFlagSaysLater() throws Exception {
    flags.set(Flag.MODEL_V2, true);
    Job job = jobs.submit(clip(), JobOptions.DEFAULT);
    jobs.prepare(job);
    assertEquals("tiny:2", plan(job).model());
    flags.set(Flag.MODEL_V2, false);
    jobs.runAll(job);
    assertEquals(new JobState.Succeeded(), jobs.state(job));
    assertEquals("tiny:2", plan(job).model());
    assertVersion("2", job);
    Job next = jobs.submit(clip(), JobOptions.DEFAULT);
    jobs.prepare(next);
    flags.set(Flag.MODEL_V2, true);
    jobs.runAll(next);
    assertEquals("tiny:1", plan(next).model());
    assertVersion("1", next);
  }

  @Test
  void aJobIsChosenForByItsId() throws Exception {
    Job chosen = jobs.submit(clip(), JobOptions.DEFAULT);
    Job other = jobs.submit(clip(), JobOptions.DEFAULT);
    flags.onFor(Flag.MODEL_V2, chosen.id().value());
    jobs.prepare(chosen);
    jobs.prepare(other);
    assertEquals("tiny:2", plan(chosen).model());
    assertEquals("tiny:1", plan(other).model());
  }

  @Test
  void aJobThatNamesAVersionGetsThat() throws Exception {
    flags.set(Flag.MODEL_V2, true);
    OptionalDouble none = OptionalDouble.empty();
    Job job = jobs.submit(clip(), new JobOptions(Optional.of("tiny:1"), 1, none, none, false));
    jobs.prepare(job);
    assertEquals("tiny:1", plan(job).model());
  }

  @Test
  void whoPlansAtTheSameTimeAsAnotherWritesTheHeaderOfThePlanThatHolds() throws Exception {
    Job job = jobs.submit(clip(), JobOptions.DEFAULT);
    AtomicReference<Identity> asked = new AtomicReference<>(Identity.caller("nobody"));
    jobs.chosenBy((_, identity) -> {
      asked.set(identity);
      jobs.segments().plan(job.id(), new JobPlan("tiny:2", List.of(SegmentRange.WHOLE), 4));
      return jobs.detectors().lease(Optional.of("tiny:1"));
    });
    jobs.prepare(job);
    assertEquals(Identity.job(job.id().value()), asked.get());
    assertEquals("tiny:2", plan(job).model());
    assertVersion("2", job);
  }

  private JobPlan plan(Job job) {
    return jobs.segments().planOf(job.id()).orElseThrow();
  }

  private void assertVersion(String version, Job job) throws Exception {
    String header = jobs.detections(job).lines().findFirst().orElseThrow();
    assertTrue(header.contains("\"name\":\"tiny\",\"version\":\"%s\"".formatted(version)), header);
  }

  private static Path clip() {
    return TestingClips.plain(96, 64, 8);
  }
}
