package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.decode.DecodeException;
import com.footanalytics.vision.decode.PacketIndex;
import com.footanalytics.vision.flags.Identity;
import com.footanalytics.vision.job.Job;
import com.footanalytics.vision.job.JobPlan;
import com.footanalytics.vision.job.SegmentRange;
import com.footanalytics.vision.model.ModelLease;
import com.footanalytics.vision.pipeline.JobVideos.JobVideo;
import com.footanalytics.vision.probe.Probe;
import com.footanalytics.vision.probe.VideoInfo;
import com.footanalytics.vision.sink.DetectionLines;
import com.footanalytics.vision.sink.RunHeader;
import com.footanalytics.vision.sink.RunHeader.ModelIdentity;
import com.footanalytics.vision.telemetry.SpanName;
import com.footanalytics.vision.telemetry.Stage;
import com.footanalytics.vision.telemetry.Trace;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The first step of a job: looks at its video and decides how it is done. Thread-safe. */
final class JobPreparation {

  private final JobTools tools;
  private final JobSettings settings;

  JobPreparation(JobTools tools, JobSettings settings) {
    this.tools = tools;
    this.settings = settings;
  }

  /**
   * Stores the job's header line and plan.
   *
   * @param trace gets what is done
   * @return why the video cannot be analysed, in one line; empty if it can
   */
  Optional<String> prepare(Job job, JobVideo video, Trace trace)
      throws IOException, InterruptedException {
    try (StoredVideoFile file = StoredVideoFile.open(tools.objects(), video.sha256())) {
      long started = System.nanoTime();
      Probe probe = file.probe(tools.limits());
      long probed = System.nanoTime();
      tools.telemetry().stage(Stage.PROBE, probed - started);
      trace.add(SpanName.PROBE, started, probed);
      return switch (probe) {
        case Probe.Unreadable(String reason) -> Optional.of(reason);
        case Probe.Playable(VideoInfo info) -> plan(job, video, info, file.index(info));
      };
    } catch (DecodeException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Optional<String> plan(Job job, JobVideo video, VideoInfo info, PacketIndex index)
      throws IOException {
    if (index.packets() > tools.limits().maxFrames()) {
      return Optional.of("more than %d frames".formatted(tools.limits().maxFrames()));
    }
    try (ModelLease<ServedDetector> lease = model(job)) {
      LoadedDetector detector = lease.model().detector();
      ModelIdentity model = detector.identity();
      RunHeader header =
          new RunHeader(
              video.name(),
              video.sha256(),
              info,
              model,
              detector.classes(),
              SegmentRun.options(job).named());
      tools.objects().put(JobKeys.header(job.id()), line(header));
      String pinned = model.name() + ":" + model.version();
      JobPlan holds =
          tools
              .segments()
              .plan(
                  job.id(),
                  new JobPlan(
                      pinned, ranges(index, info, job.options().toSeconds()), index.shownFrames()));
      if (holds.model().equals(pinned)) {
        return Optional.empty();
      }
    }
    return plan(job, video, info, index);
  }

  /** The one that the plan names, if there is one already; else the one chosen for the job. */
  private ModelLease<ServedDetector> model(Job job) {
    Optional<String> pinned = tools.segments().planOf(job.id()).map(JobPlan::model);
    return pinned.isPresent()
        ? tools.detectors().lease(pinned)
        : tools.choice().lease(job.options().model(), Identity.job(job.id().value()));
  }

  /** The segments up to the one with the first picture past the end of what is wanted. */
  private List<SegmentRange> ranges(PacketIndex index, VideoInfo info, OptionalDouble toSeconds) {
    long last =
        toSeconds.isPresent()
            ? firstFrameFrom(toSeconds.getAsDouble(), index, info)
            : Long.MAX_VALUE;
    return index.split(settings.segmentSeconds()).stream()
        .filter(range -> range.firstFrame() <= last)
        .map(range ->
            new SegmentRange(
                range.firstPacket(),
                range.endPacket(),
                range.fromPtsTicks(),
                range.untilPtsTicks(),
                range.firstFrame()))
        .toList();
  }

  private static long firstFrameFrom(double seconds, PacketIndex index, VideoInfo info) {
    long frame = Math.max(0, index.frameAt(seconds) - 1);
    while (frame < index.shownFrames()
        && info.timeBase().seconds(index.ptsOfFrame(frame) - info.startPtsTicks()) < seconds) {
      frame++;
    }
    return frame;
  }

  private static byte[] line(RunHeader header) {
    DetectionLines lines = new DetectionLines(header.video(), header.classes());
    lines.header(header);
    return lines.takeBytes();
  }
}
