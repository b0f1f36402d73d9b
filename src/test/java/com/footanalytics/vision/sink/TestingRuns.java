package com.footanalytics.vision.sink;

import com.footanalytics.vision.decode.DecodeReport;
import com.footanalytics.vision.postprocess.Box;
import com.footanalytics.vision.postprocess.Detection;
import com.footanalytics.vision.probe.Orientation;
import com.footanalytics.vision.probe.Ratio;
import com.footanalytics.vision.probe.TimeBase;
import com.footanalytics.vision.probe.VideoInfo;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Headers, frames and ends of small runs. */
final class TestingRuns {

  static final List<String> CLASSES = List.of("ball", "goalkeeper", "player", "referee");
  static final int BALL = 0;
  static final int PLAYER = 2;

  private TestingRuns() {}

  static VideoInfo video(int width, int height, Orientation orientation, TimeBase timeBase) {
    return new VideoInfo(
        0,
        "mov,mp4,m4a,3gp,3g2,mj2",
        "h264",
        "yuv420p",
        width,
        height,
        orientation,
        Ratio.ONE,
        timeBase,
        100,
        new Ratio(25, 1),
        OptionalLong.empty(),
        OptionalDouble.empty());
  }

  static RunHeader header(VideoInfo video) {
    return new RunHeader(
        "derby – 1. Halbzeit.mp4",
        "ab".repeat(32),
        video,
        new RunHeader.ModelIdentity("football", "1", "int8", "OnnxRuntime", "cpu"),
        CLASSES,
        Map.of("stride", 1, "from_s", 1.5, "annotate", false, "model", "football:1"));
  }

  static RunHeader header() {
    return header(video(1920, 1080, Orientation.UPRIGHT, new TimeBase(1, 12800)));
  }

  static Detection found(int classIndex, double score, double... box) {
    return new Detection(
        classIndex,
        (float) score,
        new Box((float) box[0], (float) box[1], (float) box[2], (float) box[3]));
  }

  static FrameResult frame(long frame, Detection... found) {
    return new FrameResult(frame, 100 + 512 * frame, false, List.of(found));
  }

  static RunEnd end(long frames) {
    return new RunEnd(
        new FrameCounts(frames, frames, 0, 0, 0),
        new DecodeReport(frames, 0, 0, 0, 0, 0),
        frames / 25.0,
        0.5);
  }
}
