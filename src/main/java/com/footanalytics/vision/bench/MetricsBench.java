package com.footanalytics.vision.bench;

import com.footanalytics.vision.telemetry.FrameFindings;
import com.footanalytics.vision.telemetry.FrameFindings.Finding;
import com.footanalytics.vision.telemetry.FrameState;
import com.footanalytics.vision.telemetry.InferenceReport;
import com.footanalytics.vision.telemetry.InferenceReport.Outcome;
import com.footanalytics.vision.telemetry.LoadedModelLabels;
import com.footanalytics.vision.telemetry.MicrometerTelemetry;
import com.footanalytics.vision.telemetry.Stage;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What it costs to record all that one request, or one frame of a video, records, in time of one
 * core, whatever else runs on the machine.
 */
public final class MetricsBench {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int CALLS = 200_000;
  private static final String MODEL = "football-detector";
  private static final LoadedModelLabels LABELS =
      new LoadedModelLabels(MODEL, "1", "int8", "OnnxRuntime", "cpu", "0".repeat(64));

  /** Durations of all magnitudes, so that no one bucket is always the next. */
  private static final long[] NANOS =
      IntStream.range(0, 64).mapToLong(i -> 100_000L << (i % 16)).toArray();

  private static final List<Finding> PITCH =
      IntStream.range(0, 23)
          .mapToObj(i -> new Finding(i == 0 ? "ball" : "player", 0.3 + i * 0.03))
          .toList();

  private final MicrometerTelemetry telemetry;
  private final int calls;

  /**
   * One figure.
   *
   * @param what was recorded
   * @param nanos of a core for each; median of the rounds
   * @param slowestNanos in the slowest round
   */
  public record Cost(String what, double nanos, double slowestNanos) {}

  /** One or more reports, the i-th time. */
  @FunctionalInterface
  private interface Recording {
    void record(int i);
  }

  public MetricsBench(MicrometerTelemetry telemetry) {
    this(telemetry, CALLS);
  }

  /**
   * @param calls recordings in one round
   */
  MetricsBench(MicrometerTelemetry telemetry, int calls) {
    this.telemetry = telemetry;
    this.calls = calls;
    telemetry.loaded(LABELS);
  }

  /**
   * Measures, after one round more to warm up.
   *
   * @param rounds how often, at least 1
   */
  public List<Cost> run(int rounds) {
    return List.of(
        cost("an inference over HTTP", rounds, this::httpInference),
        cost("any other HTTP request", rounds, this::answered),
        cost("an inference over gRPC", rounds, i -> inference("grpc", i)),
        cost("a frame of a video, %d objects".formatted(PITCH.size()), rounds, this::frame));
  }

  /** As a person reads it. */
  public static String table(List<Cost> costs) {
    StringBuilder table =
        new StringBuilder("recording of                     ns of a core    slowest round\n");
    for (Cost cost : costs) {
      table.append(
          String.format(
              Locale.ROOT, "%-36s %8.0f %16.0f%n", cost.what, cost.nanos, cost.slowestNanos));
    }
    return table.toString();
  }

  private void httpInference(int i) {
    inference("http", i);
    telemetry.answered("POST", "/v2/models/{model}/infer", 200, nanos(i));
  }

  private void answered(int i) {
    telemetry.answered("GET", "/v1/jobs/{id}", 200, nanos(i));
  }

  private void inference(String protocol, int i) {
    telemetry.inference(
        new InferenceReport(
            MODEL, "1", "cpu", protocol, Outcome.OK, nanos(i), nanos(i + 1), nanos(i + 2), 4));
  }

  private void frame(int i) {
    telemetry.frames(FrameState.DECODED, 1);
    telemetry.stage(Stage.DECODE, nanos(i));
    telemetry.stage(Stage.PREPROCESS, nanos(i + 1));
    telemetry.stage(Stage.INFER, nanos(i + 2));
    telemetry.stage(Stage.POSTPROCESS, nanos(i + 3));
    telemetry.frames(FrameState.INFERRED, 1);
    inference("video", i);
    telemetry.found(new FrameFindings(MODEL, "1", FrameFindings.Persons.SEEN, PITCH));
  }

  private static long nanos(int i) {
    return NANOS[i & (NANOS.length - 1)];
  }

  private Cost cost(String what, int rounds, Recording recording) {
    once(recording);
    List<Double> each = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      long started = THREADS.getCurrentThreadCpuTime();
      once(recording);
      each.add((double) (THREADS.getCurrentThreadCpuTime() - started) / calls);
    }
    Samples samples = Samples.of(each);
    return new Cost(what, samples.median(), samples.max());
  }

  private void once(Recording recording) {
    for (int i = 0; i < calls; i++) {
      recording.record(i);
    }
  }
}
