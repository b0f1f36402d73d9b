package com.footanalytics.vision.sink;

import static com.footanalytics.vision.sink.TestingRuns.PLAYER;
import static com.footanalytics.vision.sink.TestingRuns.found;

import com.footanalytics.vision.decode.Frame;
import com.footanalytics.vision.decode.TestingFrames;
import com.footanalytics.vision.probe.Orientation;
import com.footanalytics.vision.probe.TimeBase;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avutil;

/** A program that writes results until it is killed; says so on its output once they flow. */
final class KilledRun {

  static final String FLOWING = "flowing";
  static final int FRAMES_FIRST = 120;

  private KilledRun() {}

  public static void main(String[] args) {
    RunHeader header =
        TestingRuns.header(
            TestingRuns.video(320, 180, Orientation.UPRIGHT, new TimeBase(1, 12800)));
    byte[] samples = new byte[320 * 180 * 3 / 2];
    try (RunResults results = new RunResults(new RunFolder(Path.of(args[0])))) {
      results.begin(header);
      AnnotatedVideoWriter annotated = results.annotate(1);
      for (long i = 0; ; i++) {
        FrameResult result = TestingRuns.frame(i, found(PLAYER, 0.5, 1, 2, 30, 40));
        try (Frame frame =
            TestingFrames.of(avutil.AV_PIX_FMT_YUV420P, 320, 180, samples, i, result.ptsTicks())) {
          annotated.frame(frame, result);
        }
        results.frame(result);
        if (i == FRAMES_FIRST) {
          System.out.println(FLOWING);
        }
      }
    }
  }
}
