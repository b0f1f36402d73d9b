package com.footanalytics.vision.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.footanalytics.vision.job.Job;
import com.footanalytics.vision.job.JobDesk;
import com.footanalytics.vision.job.JobId;
import com.footanalytics.vision.job.JobIdGenerator;
import com.footanalytics.vision.job.JobMoves;
import com.footanalytics.vision.job.JobOptions;
import com.footanalytics.vision.job.JobProgress;
import com.footanalytics.vision.job.JobState;
import com.footanalytics.vision.job.JobSteps;
import com.footanalytics.vision.job.JobStore;
import com.footanalytics.vision.job.JobStores;
import com.footanalytics.vision.job.SegmentStore;
import com.footanalytics.vision.job.TestingJobConfig;
import com.footanalytics.vision.pipeline.JobVideos.JobVideo;
import com.footanalytics.vision.probe.ProbeLimits;
import com.footanalytics.vision.storage.FileObjectStore;
import com.footanalytics.vision.storage.ObjectStore;
import com.footanalytics.vision.telemetry.Telemetry;
import com.footanalytics.vision.testing.TestingDatabases;
import com.footanalytics.vision.testing.TestingModels;
import com.footanalytics.vision.testing.TestingTracing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** Jobs over real stores in a folder, whose steps a test takes itself. */
final class TestingJobs implements AutoCloseable {

  private static final CorePlan ONE_THREAD = new CorePlan(1, 1, 1, 1);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final CorePlan plan;
  private final ObjectStore objects;
  private final JobStores stores;
  private final JobStore store;
  private final SegmentStore segments;
  private final Map<String, JobVideo> videos;
  private final Detectors detectors;
  private final RunningSteps running;
  private final SegmentedJobs steps;
  private final JobDesk desk;
  private final TestingTracing tracing = new TestingTracing();
  private volatile ModelChoice choice;

  TestingJobs(Path folder) throws IOException {
    this(folder, ONE_THREAD);
  }

  TestingJobs(Path folder, CorePlan plan) throws IOException {
    this(
        folder,
        plan,
        FileObjectStore.open(folder.resolve("objects")),
        new JobStores(TestingDatabases.memory(), TestingJobConfig.of(), Clock.systemUTC()),
        new ConcurrentHashMap<>());
  }

  private TestingJobs(
      Path folder,
      CorePlan plan,
      ObjectStore objects,
      JobStores stores,
      Map<String, JobVideo> videos)
      throws IOException {
    this.folder = folder;
    this.plan = plan;
    this.objects = objects;
    this.stores = stores;
    this.store = stores.jobs();
    this.segments = stores.segments();
    this.videos = videos;
    this.detectors = TestingDetectors.of(TestingModels.repository(folder), plan);
    this.choice = new ModelRouting(detectors);
    this.running = new RunningSteps();
    Clock clock = Clock.systemUTC();
    this.desk = new JobDesk(store, new JobIdGenerator(clock, new Random(1)), clock);
    this.steps =
        new SegmentedJobs(
            new JobTools(
                store,
                new JobMoves(store, clock, _ -> {}),
                segments,
                objects,
                id -> Optional.ofNullable(videos.get(id)),
                detectors,
                (asked, identity) -> choice.lease(asked, identity),
                plan,
                ProbeLimits.DEFAULT,
                Telemetry.NONE,
                tracing,
                clock),
            new JobSettings(1, Duration.ZERO),
            "worker",
            running);
  }

  /** Another worker with the same stores. */
  TestingJobs otherWorker() throws IOException {
    return new TestingJobs(folder, plan, objects, stores, videos);
  }

  Job submit(Path video, JobOptions options) throws IOException {
    String sha256 = VideoHash.sha256(video);
    Path copy = Files.createTempFile(objects.staging(), "video-", ".part");
    Files.write(copy, Files.readAllBytes(video));
    objects.put(JobKeys.content(sha256), copy);
    videos.put(video.toString(), new JobVideo(String.valueOf(video.getFileName()), sha256));
    return ((JobStore.Submission.Accepted) desk.submit(video.toString(), options)).job();
  }

  /** Who chooses models for jobs from now on. */
  void chosenBy(ModelChoice choice) {
    this.choice = choice;
  }

  TestingTracing tracing() {
    return tracing;
  }

  Detectors detectors() {
    return detectors;
  }

  void forget(Job job) {
    videos.remove(job.videoId());
  }

  /** Begins the job as a scheduler does, and prepares it. */
  void prepare(Job job) {
    Job now = store.find(job.id()).orElseThrow();
    if (now.state() instanceof JobState.Queued) {
      store.replace(now.to(new JobState.Running(JobProgress.NONE), Instant.now()));
    }
    steps.prepare(job.id());
  }

  /** Every step of a job in order. */
  void runAll(Job job) {
    prepare(job);
    for (int i = 0; i < segments.of(job.id()).size(); i++) {
      steps.segment(job.id(), i);
    }
    steps.finish(job.id());
  }

  /** What one run from the start writes for the same video. */
  String analysed(Path video, JobOptions options) throws IOException {
    return Files.readString(analysedFolder(video, options).resolve("detections.jsonl"));
  }

  JsonNode analysedSummary(Path video, JobOptions options) throws IOException {
    return JSON.readTree(analysedFolder(video, options).resolve("summary.json").toFile());
  }

  Path analysedFolder(Path video, JobOptions options) {
    Path out = folder.resolve("analysed");
    new VideoPipeline(detectors, plan, ProbeLimits.DEFAULT, Telemetry.NONE)
        .analyze(
            new AnalysisRequest(
                video,
                String.valueOf(video.getFileName()),
                out,
                new AnalysisRequest.Options(
                    options.model(),
                    options.stride(),
                    options.fromSeconds(),
                    options.toSeconds(),
                    options.annotate())),
            AnalysisListener.SILENT,
            new Cancellation());
    return out;
  }

  String detections(Job job) throws IOException {
    Job now = store.find(job.id()).orElseThrow();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    var extent = new JobDetections(segments, objects, running).of(now).orElseThrow();
    extent.write(0, extent.bytes(), bytes);
    return bytes.toString(UTF_8);
  }

  JsonNode summary(Job job) throws IOException {
    try (InputStream json = objects.read(JobKeys.summary(job.id()), 0, Long.MAX_VALUE)) {
      return JSON.readTree(json);
    }
  }

  JobState state(Job job) {
    return store.find(job.id()).orElseThrow().state();
  }

  JobSteps steps() {
    return steps;
  }

  /** Waits until a step that begins is stopped at once. */
  void awaitStopping() {
    boolean stopped = false;
    while (!stopped) {
      try (RunningSteps.Running probe = running.begin(new JobId("0".repeat(26)))) {
        stopped = probe.cancellation().isCancelled();
      }
      Thread.onSpinWait();
    }
  }

  SegmentStore segments() {
    return segments;
  }

  ObjectStore objects() {
    return objects;
  }

  @Override
  public void close() {
    detectors.close();
  }
}
