package com.footanalytics.vision.telemetry;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What tells the series of a meter apart. None takes its value from what a caller sends, so each
 * has a bounded number of values; that number is a promise to whoever stores the series.
 */
@SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
public enum Label {
  MODEL("model", Per.MODEL, 1, "of a model that is or was loaded in this process"),
  MODEL_VERSION("model_version", Per.MODEL, 1, "of such a model, as in its folder"),
  DEVICE("device", Per.MODEL, 1, "`cpu`, `cuda:0` and so on"),
  PRECISION("precision", Per.MODEL, 1, "the names in `model.yaml`, such as `int8`"),
  ENGINE("engine", Per.MODEL, 1, "`OnnxRuntime` or `PyTorch`"),
  SHA256("sha256", Per.MODEL, 1, "of the weights that run"),
  DATASET("dataset", Per.MODEL, 16, "the names in `model.yaml`; `golden` is the model's own set"),
  CLASS(
      "class",
      Per.MODEL,
      FindingMeters.MOST_CLASSES + 1,
      "the names in `model.yaml`; beyond the first %d that are found `%s`"
          .formatted(FindingMeters.MOST_CLASSES, FindingMeters.OTHER)),
  LANE("lane", List.of("interactive", "live", "bulk"), "%s, served in this order"),
  PROTOCOL("protocol", List.of("http", "grpc", "video"), "%s"),
  INFERENCE_OUTCOME(
      "outcome",
      labels(InferenceReport.Outcome.values(), InferenceReport.Outcome::label),
      "of inferences %s"),
  JOB_OUTCOME("outcome", labels(JobOutcome.values(), JobOutcome::label), "of jobs %s"),
  JOB_STATE("state", List.of("queued", "running"), "of jobs %s"),
  FRAME_STATE("state", labels(FrameState.values(), FrameState::label), "of frames %s"),
  STAGE("stage", labels(Stage.values(), Stage::label), "%s"),
  GPU("gpu", Per.GPU, 1, "the number the driver gives a GPU, from 0"),
  UUID("uuid", Per.GPU, 1, "its name for that GPU"),
  FLAG("flag", Per.SERVICE, 16, "the flags of the service"),
  SOURCE("source", List.of("server", "last_known", "file", "default"), "what decides a flag: %s"),
  METHOD(
      "method",
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "other"),
      "%s; the last stands for all others"),
  ROUTE(
      "route",
      Per.SERVICE,
      64,
      "the template of the path, such as `/v1/jobs/{id}`, else `unmatched`"),
  STATUS("status", Per.SERVICE, 32, "the status of the answer");

  /** What has that many values of its own. */
  public enum Per {
    SERVICE,
    /** A model, with its version, weights and device. */
    MODEL,
    GPU
  }

  private final String publishedName;
  private final Per per;
  private final int most;
  private final List<String> known;
  private final String meaning;

  Label(String publishedName, Per per, int most, String meaning) {
    this(publishedName, per, most, List.of(), meaning);
  }

  Label(String publishedName, List<String> known, String meaning) {
    this(publishedName, Per.SERVICE, known.size(), known, meaning);
  }

  Label(String publishedName, Per per, int most, List<String> known, String meaning) {
    this.publishedName = publishedName;
    this.per = per;
    this.most = most;
    this.known = known;
    this.meaning = meaning;
  }

  /** The name on the metrics page. */
  public String publishedName() {
    return publishedName;
  }

  /** What {@link #most()} is counted for. */
  public Per per() {
    return per;
  }

  /** How many values it has at most. */
  public int most() {
    return most;
  }

  /** Every value that it may have; empty where the deployment decides. */
  public List<String> known() {
    return known;
  }

  /** What its values are, in Markdown. */
  public String meaning() {
    return meaning.formatted(
        known.stream().map(value -> "`" + value + "`").collect(Collectors.joining(", ")));
  }

  private static <E> List<String> labels(E[] values, Function<E, String> label) {
    return Arrays.stream(values).map(label).toList();
  }
}
