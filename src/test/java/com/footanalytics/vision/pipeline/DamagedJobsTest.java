package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.job.Job;
import com.footanalytics.vision.job.JobOptions;
import com.footanalytics.vision.job.JobState;
import com.footanalytics.vision.testing.TestingClips;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs on many-core machines, of a video whose bits are flipped in the middle. */
@Timeout(60)
class DamagedJobsTest {

  private static final CorePlan MANY_THREADS = new CorePlan(8, 1, 1, 1);

  @TempDir private Path folder;

  @Test
  void aDamagedVideoGivesTheSameBytesHoweverManyThreadsThereAre() throws Exception {
    String expected = detections(folder.resolve("one"), new CorePlan(1, 1, 1, 1));
    for (int i = 0; i < 5; i++) {
      assertEquals(expected, detections(folder.resolve("many" + i), MANY_THREADS));
    }
  }

  private static String detections(Path folder, CorePlan plan) throws Exception {
    try (TestingJobs jobs = new TestingJobs(folder, plan)) {
      Job job = jobs.submit(TestingClips.corrupt(), JobOptions.DEFAULT);
      jobs.runAll(job);
      assertEquals(new JobState.Succeeded(), jobs.state(job));
      assertTrue(jobs.summary(job).required("frames").required("corrupt").asLong() > 0);
      return jobs.detections(job).replaceFirst("^.*\\n", "");
    }
  }
}
