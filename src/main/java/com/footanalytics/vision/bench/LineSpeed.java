package com.footanalytics.vision.bench;

import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.ServedDetector;
import com.footanalytics.vision.probe.VideoInfo;
import com.footanalytics.vision.sink.FrameResult;
import com.footanalytics.vision.sink.ResultSink;
import com.footanalytics.vision.sink.RunEnd;
import com.footanalytics.vision.sink.RunHeader;
import java.nio.file.Path;

/** How fast the whole line is by one plan, results thrown away. */
public record LineSpeed(Path file, VideoInfo video, ServedDetector served, CorePlan plan) {

  private static final ResultSink NOWHERE =
      new ResultSink() {
        @Override
        public void begin(RunHeader header) {}

        @Override
        public void frame(FrameResult result) {}

        @Override
        public void finish(RunEnd end) {}

        @Override
        public void close() {}
      };

  /**
   * Frames per second.
   *
   * @param seconds how long frames are fed
   */
  public double framesPerSecond(double seconds) {
    return new EndToEnd(file, video, served, plan, Long.MAX_VALUE)
        .run(seconds, NOWHERE)
        .framesPerSecond();
  }
}
