package com.footanalytics.vision.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.footanalytics.vision.probe.Orientation;
import com.footanalytics.vision.probe.Ratio;
import com.footanalytics.vision.probe.TimeBase;
import com.footanalytics.vision.probe.VideoInfo;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimestampsTest {

  private static final long NONE = avutil.AV_NOPTS_VALUE;

  private final AVFrame picture = avutil.av_frame_alloc();

  @AfterEach
  void free() {
    avutil.av_frame_free(picture);
  }

  private static Timestamps timestamps(TimeBase timeBase, long startTicks, Ratio rate) {
    return new Timestamps(
        new VideoInfo(
            0,
            "h264",
            "h264",
            "yuv420p",
            64,
            48,
            Orientation.UPRIGHT,
            Ratio.ONE,
            timeBase,
            startTicks,
            rate,
            OptionalLong.empty(),
            OptionalDouble.empty()));
  }

  private AVFrame picture(long pts, long estimate) {
    return picture.pts(pts).best_effort_timestamp(estimate);
  }

  @Test
  void aPicturesOwnPtsGoesBeforeTheEstimate() {
    Timestamps timestamps = timestamps(new TimeBase(1, 25), 0, new Ratio(25, 1));
    assertEquals(7, timestamps.of(picture(7, 9)));
    assertEquals(11, timestamps.of(picture(NONE, 11)));
    assertEquals(0, timestamps.synthesised());
  }

  @Test
  void withoutAnyTheClockStartsAtTheStart() {
    Timestamps timestamps = timestamps(new TimeBase(1, 50), 100, new Ratio(25, 1));
    assertEquals(100, timestamps.of(picture(NONE, NONE)));
    assertEquals(102, timestamps.of(picture(NONE, NONE)));
    assertEquals(2, timestamps.synthesised());
  }

  @Test
  void aGapIsBridgedFromTheLastKnownPts() {
    Timestamps timestamps = timestamps(new TimeBase(1, 50), 0, new Ratio(25, 1));
    assertEquals(1000, timestamps.of(picture(1000, 1000)));
    assertEquals(1002, timestamps.of(picture(NONE, NONE)));
    assertEquals(1004, timestamps.of(picture(NONE, NONE)));
    assertEquals(1007, timestamps.of(picture(1007, 1007)));
    assertEquals(1009, timestamps.of(picture(NONE, NONE)));
    assertEquals(3, timestamps.synthesised());
  }

  @Test
  void roundingDoesNotAddUp() {
    Timestamps timestamps = timestamps(new TimeBase(1, 1000), 0, new Ratio(30_000, 1001));
    long last = 0;
    for (int i = 0; i <= 30_000; i++) {
      last = timestamps.of(picture(NONE, NONE));
    }
    assertEquals(1_001_000, last);
  }

  @Test
  void stepsBackAndStandstillsAreCounted() {
    Timestamps timestamps = timestamps(new TimeBase(1, 25), 0, new Ratio(25, 1));
    for (long pts : new long[] {5, 6, 6, 4, 5}) {
      assertEquals(pts, timestamps.of(picture(pts, pts)));
    }
    assertEquals(2, timestamps.nonMonotonic());
  }
}
