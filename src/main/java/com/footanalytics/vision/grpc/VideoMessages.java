package com.footanalytics.vision.grpc;

import com.footanalytics.vision.flags.Identity;
import com.footanalytics.vision.pipeline.AnalysisRequest;
import com.footanalytics.vision.pipeline.StreamListener;
import com.footanalytics.vision.pipeline.StreamRequest;
import com.footanalytics.vision.postprocess.Box;
import com.footanalytics.vision.postprocess.Detection;
import com.footanalytics.vision.probe.TimeBase;
import com.footanalytics.vision.probe.VideoInfo;
import com.footanalytics.vision.sink.FrameCounts;
import com.footanalytics.vision.sink.FrameResult;
import com.footanalytics.vision.sink.RunEnd;
import com.footanalytics.vision.sink.RunHeader.ModelIdentity;
import com.footanalytics.vision.telemetry.Trace;
import footanalytics.vision.v1.AnalyzeOptions;
import footanalytics.vision.v1.AnalyzeResponse;
import footanalytics.vision.v1.End;
import footanalytics.vision.v1.Frame;
import footanalytics.vision.v1.Header;
import java.util.Optional;
import java.util.OptionalDouble;

/** What one call's messages say, from and to the pipeline's own words. */
final class VideoMessages {

  private static final String UNNAMED = "video";

  private final StreamListener.Header run;

  VideoMessages(StreamListener.Header run) {
    this.run = run;
  }

  /**
   * @param identity who calls
   * @param trace gets what is done for the video
   * @throws IllegalArgumentException if an option is out of its bounds; the message names it
   */
  static StreamRequest request(AnalyzeOptions options, Identity identity, Trace trace) {
    int stride = options.getStride();
    return new StreamRequest(
        options.getName().isBlank() ? UNNAMED : options.getName(),
        new AnalysisRequest.Options(
            Optional.of(options.getModel()).filter(model -> !model.isBlank()),
            stride == 0 ? 1 : stride,
            options.hasFromS() ? OptionalDouble.of(options.getFromS()) : OptionalDouble.empty(),
            options.hasToS() ? OptionalDouble.of(options.getToS()) : OptionalDouble.empty(),
            false),
        identity,
        trace);
  }

  AnalyzeResponse header() {
    VideoInfo video = run.video();
    ModelIdentity model = run.model();
    TimeBase tick = video.timeBase();
    return AnalyzeResponse.newBuilder()
        .setHeader(
            Header.newBuilder()
                .setVideo(
                    Header.Video.newBuilder()
                        .setName(run.videoName())
                        .setCodec(video.codec())
                        .setWidth(video.displayWidth())
                        .setHeight(video.displayHeight())
                        .setRotation(video.orientation().clockwiseDegrees())
                        .setTimebaseNumerator(tick.numerator())
                        .setTimebaseDenominator(tick.denominator())
                        .setStartPts(video.startPtsTicks()))
                .setModel(
                    Header.Model.newBuilder()
                        .setName(model.name())
                        .setVersion(model.version())
                        .setPrecision(model.precision())
                        .setEngine(model.engine())
                        .setDevice(model.device()))
                .addAllClasses(run.classes()))
        .build();
  }

  AnalyzeResponse frame(FrameResult result, boolean skipped) {
    VideoInfo video = run.video();
    Frame.Builder frame =
        Frame.newBuilder()
            .setFrame(result.frame())
            .setPts(result.ptsTicks())
            .setTimeS(video.timeBase().seconds(result.ptsTicks() - video.startPtsTicks()))
            .setSkipped(skipped);
    for (Detection detection : result.detections()) {
      Box box = detection.box();
      frame.addObjects(
          Frame.Object.newBuilder()
              .setClassIndex(detection.classIndex())
              .setScore(detection.score())
              .setX1(box.x1())
              .setY1(box.y1())
              .setX2(box.x2())
              .setY2(box.y2()));
    }
    return AnalyzeResponse.newBuilder().setFrame(frame).build();
  }

  static AnalyzeResponse end(RunEnd end) {
    FrameCounts frames = end.frames();
    return AnalyzeResponse.newBuilder()
        .setEnd(
            End.newBuilder()
                .setDecoded(frames.decoded())
                .setInferred(frames.inferred())
                .setSkipped(frames.skipped())
                .setCorrupt(frames.corrupt())
                .setDropped(frames.dropped())
                .setDurationS(end.durationSeconds()))
        .build();
  }
}
