package com.footanalytics.vision.telemetry;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Every meter of the service; the names are a promise to dashboards and alerts. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
public enum Meter {
  INFERENCE_DURATION(
      "ml.inference.duration",
      "ml_inference_duration_seconds",
      "From the offer of a frame to its result",
      Kind.TIMER,
      Unit.SECONDS,
      Buckets.LATENCY,
      Label.MODEL,
      Label.MODEL_VERSION,
      Label.DEVICE,
      Label.PROTOCOL,
      Label.INFERENCE_OUTCOME),
  INFERENCE_QUEUE(
      "ml.inference.queue",
      "ml_inference_queue_seconds",
      "Time a frame waited for inference",
      Kind.TIMER,
      Unit.SECONDS,
      Buckets.LATENCY,
      Label.MODEL,
      Label.MODEL_VERSION),
  INFERENCE_COMPUTE(
      "ml.inference.compute",
      "ml_inference_compute_seconds",
      "Time a frame's batch spent in the engine",
      Kind.TIMER,
      Unit.SECONDS,
      Buckets.LATENCY,
      Label.MODEL,
      Label.MODEL_VERSION),
  INFERENCE_BATCH_SIZE(
      "ml.inference.batch.size",
      "ml_inference_batch_size",
      "Frames that ran together, once for each of them",
      Kind.SUMMARY,
      Unit.FRAMES,
      Buckets.BATCH,
      Label.MODEL,
      Label.MODEL_VERSION),
  INFERENCE_QUEUE_DEPTH(
      "ml.inference.queue.depth",
      "ml_inference_queue_depth",
      "Works that wait for a model now, all its versions together",
      Kind.GAUGE,
      Unit.WORKS,
      Buckets.NONE,
      Label.MODEL,
      Label.LANE),
  MODEL_INFO(
      "ml.model.info",
      "ml_model_info",
      "1 for each model that is loaded",
      Kind.GAUGE,
      Unit.ONE,
      Buckets.NONE,
      Label.MODEL,
      Label.MODEL_VERSION,
      Label.PRECISION,
      Label.ENGINE,
      Label.DEVICE,
      Label.SHA256),
  MODEL_ACCURACY(
      "ml.model.accuracy.score",
      "ml_model_accuracy_score",
      "mAP50 of a model that serves, 0 to 1, as measured in this process",
      Kind.GAUGE,
      Unit.RATIO,
      Buckets.NONE,
      Label.MODEL,
      Label.MODEL_VERSION,
      Label.DATASET),
  MODEL_ACCURACY_EVALUATED(
      "ml.model.accuracy.evaluated.timestamp.seconds",
      "ml_model_accuracy_evaluated_timestamp_seconds",
      "When that was measured, in seconds since 1970",
      Kind.GAUGE,
      Unit.SECONDS,
      Buckets.NONE,
      Label.MODEL,
      Label.MODEL_VERSION,
      Label.DATASET),
  MODEL_ACCURACY_RECORDED(
      "ml.model.accuracy.recorded.score",
      "ml_model_accuracy_recorded_score",
      "mAP50 of a model that serves, 0 to 1, as its publisher measured it",
      Kind.GAUGE,
      Unit.RATIO,
      Buckets.NONE,
      Label.MODEL,
      Label.MODEL_VERSION,
      Label.DATASET),
  MODEL_AGREEMENT(
      "ml.model.agreement.score",
      "ml_model_agreement_score",
      "Share of what a model's float32 weights find in live frames that it finds too, 0 to 1",
      Kind.GAUGE,
      Unit.RATIO,
      Buckets.NONE,
      Label.MODEL,
      Label.MODEL_VERSION),
  DETECTIONS_PER_FRAME(
      "ml.detections.per.frame",
      "ml_detections_per_frame",
      "Objects that a model found in a frame of a video",
      Kind.SUMMARY,
      Unit.OBJECTS,
      Buckets.OBJECTS,
      Label.MODEL,
      Label.MODEL_VERSION),
  DETECTION_SCORE(
      "ml.detection.score",
      "ml_detection_score",
      "Confidence, 0 to 1, of an object found in a frame of a video",
      Kind.SUMMARY,
      Unit.RATIO,
      Buckets.SCORE,
      Label.MODEL,
      Label.MODEL_VERSION,
      Label.CLASS),
  FRAMES_WITHOUT_PERSON(
      "ml.frames.without.person",
      "ml_frames_without_person_total",
      "Frames of videos in which a model that looks for persons found none",
      Kind.COUNTER,
      Unit.FRAMES,
      Buckets.NONE,
      Label.MODEL,
      Label.MODEL_VERSION),
  GPU_UTILIZATION(
      "nvidia.gpu.utilization.gpu",
      "nvidia_gpu_utilization_gpu",
      "Share of the time in which the GPU ran anything, 0 to 100; absent while unknown",
      Kind.GAUGE,
      Unit.PERCENT,
      Buckets.NONE,
      Label.GPU,
      Label.UUID),
  GPU_MEMORY_USED(
      "nvidia.gpu.memory.used.bytes",
      "nvidia_gpu_memory_used_bytes",
      "Memory of the GPU that is taken, by whomever; absent while unknown",
      Kind.GAUGE,
      Unit.BYTES,
      Buckets.NONE,
      Label.GPU,
      Label.UUID),
  GPU_MEMORY_TOTAL(
      "nvidia.gpu.memory.total.bytes",
      "nvidia_gpu_memory_total_bytes",
      "Memory the GPU has; absent while unknown",
      Kind.GAUGE,
      Unit.BYTES,
      Buckets.NONE,
      Label.GPU,
      Label.UUID),
  FLAG_ENABLED(
      "feature.flag.enabled",
      "feature_flag_enabled",
      "1 if a flag is on for those that none of its rules is about, else 0",
      Kind.GAUGE,
      Unit.ONE,
      Buckets.NONE,
      Label.FLAG,
      Label.SOURCE),
  HTTP_REQUEST_DURATION(
      "http.request.duration",
      "http_request_duration_seconds",
      "From the head of a request to the end of its answer; of an event stream, to its start",
      Kind.TIMER,
      Unit.SECONDS,
      Buckets.LATENCY,
      Label.METHOD,
      Label.ROUTE,
      Label.STATUS),
  JOBS(
      "video.processing.jobs",
      "video_processing_jobs_total",
      "Jobs that ended, and those refused because too many waited",
      Kind.COUNTER,
      Unit.JOBS,
      Buckets.NONE,
      Label.JOB_OUTCOME),
  JOBS_NOW(
      "video.jobs",
      "video_jobs",
      "Jobs that have not ended, of all instances; NaN while unknown",
      Kind.GAUGE,
      Unit.JOBS,
      Buckets.NONE,
      Label.JOB_STATE),
  JOB_OLDEST_QUEUED(
      "video.job.oldest.queued.seconds",
      "video_job_oldest_queued_seconds",
      "How long the first job of the queue has waited, 0 if none waits; NaN while unknown",
      Kind.GAUGE,
      Unit.SECONDS,
      Buckets.NONE),
  JOB_LONGEST_STALLED(
      "video.job.longest.stalled.seconds",
      "video_job_longest_stalled_seconds",
      "Longest time a running job has made no progress, but for those that wait for their turn;"
          + " NaN while unknown",
      Kind.GAUGE,
      Unit.SECONDS,
      Buckets.NONE),
  STORED_BYTES(
      "video.stored.bytes",
      "video_stored_bytes",
      "Bytes of all videos and announced by unfinished uploads, of all instances; NaN while unknown",
      Kind.GAUGE,
      Unit.BYTES,
      Buckets.NONE),
  STORED_LIMIT(
      "video.stored.limit.bytes",
      "video_stored_limit_bytes",
      "What those bytes may come to, +Inf if there is no limit; NaN while unknown",
      Kind.GAUGE,
      Unit.BYTES,
      Buckets.NONE),
  DISK_FREE(
      "video.disk.free.bytes",
      "video_disk_free_bytes",
      "Free bytes of the disk that takes in videos and results; NaN while unknown",
      Kind.GAUGE,
      Unit.BYTES,
      Buckets.NONE),
  DISK_RESERVE(
      "video.disk.reserve.bytes",
      "video_disk_reserve_bytes",
      "Bytes of that disk that are not used, so with no more free it is full; NaN while unknown",
      Kind.GAUGE,
      Unit.BYTES,
      Buckets.NONE),
  FRAMES(
      "video.frames",
      "video_frames_total",
      "Frames by what became of them",
      Kind.COUNTER,
      Unit.FRAMES,
      Buckets.NONE,
      Label.FRAME_STATE),
  STAGE(
      "video.stage",
      "video_stage_seconds",
      "Time one frame, file or batch spent in a stage",
      Kind.TIMER,
      Unit.SECONDS,
      Buckets.STAGE,
      Label.STAGE);

  /** What a meter measures with; fixes its unit and the suffix of its published name. */
  public enum Kind {
    /** A histogram in seconds. */
    TIMER,
    /** A histogram of a bare number. */
    SUMMARY,
    /** A total that only grows. */
    COUNTER,
    /** A number that goes up and down. */
    GAUGE
  }

  /** What a number counts. */
  public enum Unit {
    SECONDS,
    BYTES,
    /** 0 to 1. */
    RATIO,
    /** 0 to 100. */
    PERCENT,
    FRAMES,
    OBJECTS,
    WORKS,
    JOBS,
    /** Says that something is so; what, the labels say. */
    ONE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final String id;
  private final String publishedName;
  private final String description;
  private final Kind kind;
  private final Unit unit;
  private final List<Double> buckets;
  private final List<Label> labels;

  Meter(
      String id,
      String publishedName,
      String description,
      Kind kind,
      Unit unit,
      List<Double> buckets,
      Label... labels) {
    this.id = id;
    this.publishedName = publishedName;
    this.description = description;
    this.kind = kind;
    this.unit = unit;
    this.buckets = buckets;
    this.labels = List.of(labels);
  }

  /** The name the recorder registers; unit and suffix are added when it is published. */
  String id() {
    return id;
  }

  /** The name on the metrics page; of a histogram, before {@code _bucket}. */
  public String publishedName() {
    return publishedName;
  }

  public String description() {
    return description;
  }

  public Kind kind() {
    return kind;
  }

  public Unit unit() {
    return unit;
  }

  /** In the order in which values are given. */
  public List<Label> labels() {
    return labels;
  }

  /** Upper bounds of a histogram's buckets, seconds for a timer; empty for other kinds. */
  public List<Double> buckets() {
    return buckets;
  }

  Duration[] durations() {
    return buckets.stream()
        .map(seconds -> Duration.ofNanos(Math.round(seconds * 1e9)))
        .toArray(Duration[]::new);
  }

  double[] bounds() {
    return buckets.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static final class Buckets {
    static final List<Double> NONE = List.of();
    static final List<Double> LATENCY =
        bounds(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10);
    static final List<Double> STAGE =
        Stream.concat(bounds(0.0002, 0.0005, 0.001).stream(), LATENCY.stream()).toList();
    static final List<Double> BATCH = bounds(1, 2, 4, 8, 16, 32, 64);
    static final List<Double> OBJECTS = bounds(1, 2, 5, 10, 15, 20, 25, 30, 40, 60, 100);
    static final List<Double> SCORE = bounds(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1);

    private static List<Double> bounds(double... bounds) {
      return DoubleStream.of(bounds).boxed().toList();
    }
  }
}
