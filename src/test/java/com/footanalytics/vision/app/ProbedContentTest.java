package com.footanalytics.vision.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.footanalytics.vision.probe.Orientation;
import com.footanalytics.vision.probe.Probe;
import com.footanalytics.vision.probe.Ratio;
import com.footanalytics.vision.probe.TimeBase;
import com.footanalytics.vision.probe.VideoInfo;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProbedContentTest {

  private static final VideoInfo VIDEO =
      new VideoInfo(
          0,
          "mov",
          "h264",
          "yuv420p",
          1920,
          1080,
          Orientation.UPRIGHT,
          Ratio.ONE,
          new TimeBase(1, 12800),
          0,
          new Ratio(25, 1),
          OptionalLong.empty(),
          OptionalDouble.empty());

  private final ProbedContent content =
      new ProbedContent(file ->
          file.endsWith("good.mp4")
              ? new Probe.Playable(VIDEO)
              : new Probe.Unreadable(file + ": no picture stream"));

  @Test
  void whatPlaysIsTakenAndWhatDoesNotIsRefusedWithTheProbesReason() {
    assertEquals(Optional.empty(), content.objectionTo(Path.of("good.mp4")));
    assertEquals(
        Optional.of("bad.mp4: no picture stream"), content.objectionTo(Path.of("bad.mp4")));
  }
}
