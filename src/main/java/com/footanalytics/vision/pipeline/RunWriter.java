package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.decode.Frame;
import com.footanalytics.vision.sink.AnnotatedVideoWriter;
import com.footanalytics.vision.sink.FrameResult;
import com.footanalytics.vision.sink.RunHeader;
import com.footanalytics.vision.sink.RunResults;
import com.footanalytics.vision.telemetry.Stage;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes a run's frames into its results and tells the listener. Used by one thread at a time. */
final class RunWriter implements LineSink {

  private final Supplier<RunHeader> header;
  private final RunResults results;
  private final boolean annotate;
  private final RunContext context;
  private @Nullable RunHeader begun;
  private @Nullable AnnotatedVideoWriter annotated;
  private @Nullable FrameResult lastInferred;
  private long startedNanos;
  private long framesDone;

  /**
   * @param header waited for before the first frame
   * @param results stay the caller's
   */
  RunWriter(Supplier<RunHeader> header, RunResults results, boolean annotate, RunContext context) {
    this.header = header;
    this.results = results;
    this.annotate = annotate;
    this.context = context;
  }

  /** The header of the results, which the first frame starts. */
  private RunHeader begin() {
    RunHeader run = begun;
    if (run == null) {
      run = header.get();
      results.begin(run);
      if (annotate) {
        annotated = results.annotate(context.plan().sessions());
      }
      startedNanos = System.nanoTime();
      begun = run;
      context.listener().started(run);
    }
    return run;
  }

  @Override
  public boolean needsPixels() {
    return annotate;
  }

  @Override
  public void inferred(FrameResult result, @Nullable Frame pixels) {
    RunHeader run = begin();
    results.frame(result);
    lastInferred = result;
    encode(result, pixels);
    done(result, run);
  }

  @Override
  public void skipped(FrameResult withoutDetections, @Nullable Frame pixels) {
    RunHeader run = begin();
    encode(lastInferred == null ? withoutDetections : lastInferred, pixels);
    done(withoutDetections, run);
  }

  private void encode(FrameResult result, @Nullable Frame pixels) {
    if (annotated != null && pixels != null) {
      long started = System.nanoTime();
      annotated.frame(pixels, result);
      context.telemetry().stage(Stage.ENCODE, System.nanoTime() - started);
    }
  }

  private void done(FrameResult result, RunHeader run) {
    framesDone++;
    context.listener().frame(result, progress(run.video().declaredFrames()));
  }

  private Progress progress(OptionalLong expected) {
    double seconds = (System.nanoTime() - startedNanos) / 1e9;
    double framesPerSecond = seconds > 0 ? framesDone / seconds : 0;
    boolean knowsLeft =
        framesPerSecond > 0 && expected.isPresent() && expected.getAsLong() >= framesDone;
    return new Progress(
        framesDone,
        expected,
        framesPerSecond,
        knowsLeft
            ? OptionalDouble.of((expected.getAsLong() - framesDone) / framesPerSecond)
            : OptionalDouble.empty());
  }
}
