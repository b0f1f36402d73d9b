package com.footanalytics.vision.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.footanalytics.vision.probe.Orientation;
import com.footanalytics.vision.probe.TimeBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTimeTest {

  @ParameterizedTest
  @CsvSource({
    "0, 1, 12800, 00:00:00.000",
    "90112, 1, 12800, 00:00:07.040",
    "1, 1, 2000, 00:00:00.001",
    "-1, 1, 2000, 00:00:00.000",
    "-40, 1, 1000, -00:00:00.040",
    "499999, 1, 1000000000, 00:00:00.000",
    "500000, 1, 1000000000, 00:00:00.001",
    "59999500, 1, 1000000, 00:01:00.000",
    "30, 1001, 30000, 00:00:01.001",
    "7199, 1, 1, 01:59:59.000",
    "360000, 1, 1, 100:00:00.000",
  })
  void timecodeIsRoundedFromTheExactFraction(
      long ticks, int numerator, int denominator, String timecode) {
    MediaTime time = new MediaTime(ticks, new TimeBase(numerator, denominator));
    assertEquals(timecode, time.timecode());
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 3, 333333",
    "2, 1, 3, 666667",
    "-1, 1, 3, -333333",
    "1, 1, 2000000, 1",
    "-1, 1, 2000000, 0",
    "-2, 1, 2000000, -1",
    "5, 1013, 25350, 199803",
    "9007199254740993, 1, 1000000, 9007199254740993",
    "9223372036854775807, 1, 1, 9223372036854775807",
    "-9223372036854775807, 2000000000, 1, -9223372036854775807",
  })
  void microsecondsAreExactAndSaturate(
      long ticks, int numerator, int denominator, long microseconds) {
    MediaTime time = new MediaTime(ticks, new TimeBase(numerator, denominator));
    assertEquals(microseconds, time.microseconds());
  }

  @Test
  void countsFromTheStartOfTheVideo() {
    var video = TestingRuns.video(64, 48, Orientation.UPRIGHT, new TimeBase(1, 25));
    assertEquals(1_000_000, MediaTime.of(video, video.startPtsTicks() + 25).microseconds());
  }
}
