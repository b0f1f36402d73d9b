package com.footanalytics.vision.grpc;

import com.footanalytics.vision.decode.DecodeReport;
import com.footanalytics.vision.pipeline.StreamListener;
import com.footanalytics.vision.postprocess.Box;
import com.footanalytics.vision.postprocess.Detection;
import com.footanalytics.vision.probe.Orientation;
import com.footanalytics.vision.probe.Ratio;
import com.footanalytics.vision.probe.TimeBase;
import com.footanalytics.vision.probe.VideoInfo;
import com.footanalytics.vision.sink.FrameCounts;
import com.footanalytics.vision.sink.FrameResult;
import com.footanalytics.vision.sink.RunEnd;
import com.footanalytics.vision.sink.RunHeader.ModelIdentity;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Results of a video 1920 wide and 1080 high, turned by 90 degrees, that starts at pts 100. */
final class TestingResults {

  private TestingResults() {}

  static StreamListener.Header header() {
    VideoInfo video =
        new VideoInfo(
            0,
            "mpegts",
            "h264",
            "yuv420p",
            1920,
            1080,
            new Orientation(90, false),
            Ratio.ONE,
            new TimeBase(1, 12800),
            100,
            new Ratio(25, 1),
            OptionalLong.empty(),
            OptionalDouble.empty());
    return new StreamListener.Header(
        "derby.ts",
        video,
        new ModelIdentity("football", "1", "int8", "OnnxRuntime", "cpu"),
        List.of("ball", "player"));
  }

  /** A frame with one player. */
  static FrameResult frame(long frame) {
    Detection player = new Detection(1, 0.5f, new Box(1, 2, 3, 4));
    return new FrameResult(frame, 100 + 512 * frame, false, List.of(player));
  }

  static RunEnd end(long frames) {
    return new RunEnd(
        new FrameCounts(frames, frames - 1, 1, 0, 0),
        new DecodeReport(frames, 0, 0, 0, 0, 0),
        frames / 25.0,
        0.5);
  }
}
