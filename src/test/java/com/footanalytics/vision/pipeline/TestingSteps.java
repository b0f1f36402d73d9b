package com.footanalytics.vision.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.footanalytics.vision.job.Job;
import com.footanalytics.vision.job.JobId;
import com.footanalytics.vision.job.JobPlan;
import com.footanalytics.vision.job.JobState;
import com.footanalytics.vision.job.JobSteps;
import com.footanalytics.vision.job.Segment;
import com.footanalytics.vision.job.SegmentRange;
import com.footanalytics.vision.job.SegmentResult;
import com.footanalytics.vision.storage.ObjectKey;
import com.footanalytics.vision.storage.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Writes results of {@value #FRAMES} frames without looking at the video. The video's name says how
 * it goes: {@code hold…} waits in the middle until released or told to stop, {@code stubborn…}
 * until released, {@code crash…}, {@code model…} and {@code unreadable…} end so.
 */
public final class TestingSteps implements JobSteps {

  public static final int FRAMES = 10;
  public static final int HELD_AFTER = 5;
  public static final String HEADER = "{\"type\":\"header\"}\n";
  public static final String END = "{\"type\":\"end\"}\n";

  private static final int HALF_A_LINE = 15;
  private static final String WORKER = "testing";

  private final JobTools tools;
  private final RunningSteps running;
  private final Semaphore held = new Semaphore(0);
  private final Semaphore released = new Semaphore(0);

  public TestingSteps(JobTools tools, RunningSteps running) {
    this.tools = tools;
    this.running = running;
  }

  public static String line(int frame) {
    return "{\"type\":\"frame\",\"frame\":%d,\"objects\":[]}\n".formatted(frame);
  }

  /** Waits until one more segment is held. */
  public void awaitHeld() throws InterruptedException {
    if (!held.tryAcquire(20, TimeUnit.SECONDS)) {
      throw new AssertionError("no segment came to its middle");
    }
  }

  /** Lets one held segment go on. */
  public void release() {
    released.release();
  }

  @Override
  public Answer prepare(JobId id) {
    String name = name(id);
    if (name.startsWith("model")) {
      tools.moves().end(id, new JobState.Failed("model nosuch: not in the repository"));
    } else if (name.startsWith("crash")) {
      tools.moves().end(id, new JobState.Failed("internal error; the service's log says more"));
    } else if (name.startsWith("unreadable")) {
      tools.moves().end(id, new JobState.Failed("no picture could be decoded"));
    } else {
      put(JobKeys.header(id), HEADER);
      tools.segments().plan(id, new JobPlan("any:1", List.of(SegmentRange.WHOLE), FRAMES));
    }
    return new Answer.Done();
  }

  @Override
  public Answer segment(JobId id, int number) {
    Optional<Segment> begun = tools.segments().begin(id, number, WORKER);
    if (begun.isEmpty()) {
      return new Answer.Done();
    }
    try (RunningSteps.Running step = running.begin(id)) {
      Path part = Files.createTempFile(tools.objects().staging(), "part-", ".jsonl");
      try (RunningSteps.Growing _ = running.growing(begun.get(), part)) {
        if (!write(id, part, step.cancellation())) {
          tools.segments().handBack(id, number, WORKER);
          return new Answer.HandedBack();
        }
        long bytes = Files.size(part);
        tools.objects().put(JobKeys.part(id, number), part);
        tools
            .segments()
            .done(
                id,
                number,
                new SegmentResult(bytes, FRAMES, FRAMES, 0, 0, 0, 0, 0, 0, 0, FRAMES, 1));
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Answer.Done();
  }

  @Override
  public Answer finish(JobId id) {
    put(JobKeys.end(id), END);
    put(JobKeys.summary(id), "{\"frames\":%d}".formatted(FRAMES));
    if (job(id).options().annotate()) {
      put(JobKeys.annotated(id), "0123456789");
    }
    tools.moves().end(id, new JobState.Succeeded());
    return new Answer.Done();
  }

  @Override
  public void cancel(JobId id) {
    running.stop(id);
  }

  @Override
  public void stopping() {}

  private boolean write(JobId id, Path part, Cancellation cancellation) throws IOException {
    try (Writer lines = Files.newBufferedWriter(part)) {
      for (int frame = 0; frame < FRAMES; frame++) {
        String line = line(frame);
        lines.write(line, 0, HALF_A_LINE);
        if (frame == HELD_AFTER) {
          lines.flush();
          if (!passesTheMiddle(name(id), cancellation)) {
            return false;
          }
        }
        lines.write(line, HALF_A_LINE, line.length() - HALF_A_LINE);
        tools.segments().progress(id, 0, frame + 1);
      }
    }
    return true;
  }

  /** Holds with a line begun, so that a reader meets a line that is not whole. */
  private boolean passesTheMiddle(String name, Cancellation cancellation) {
    boolean heeds = name.startsWith("hold");
    if (!heeds && !name.startsWith("stubborn")) {
      return true;
    }
    held.release();
    try {
      while (!released.tryAcquire(1, TimeUnit.MILLISECONDS)) {
        if (heeds && cancellation.isCancelled()) {
          return false;
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a step", e);
    }
    return true;
  }

  private String name(JobId id) {
    return tools.videos().find(job(id).videoId()).orElseThrow().name();
  }

  private Job job(JobId id) {
    return tools.jobs().find(id).orElseThrow();
  }

  private void put(ObjectKey key, String text) {
    ObjectStore objects = tools.objects();
    try {
      objects.put(key, text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
