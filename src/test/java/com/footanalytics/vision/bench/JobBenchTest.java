package com.footanalytics.vision.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.footanalytics.vision.bench.JobBench.Report;
import com.footanalytics.vision.bench.JobBench.Sample;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JobBenchTest {

  @Test
  void growthIsWhatTheMemoryGainsInTenMinutesOnceItIsWarm() {
    List<Sample> samples =
        IntStream.range(0, 90)
            .mapToObj(i ->
                new Sample(10.0 * i, i, i < 30 ? 5_000_000L * i : 200_000_000L + 1_000L * i, 0))
            .toList();
    Report report = new Report("succeeded", samples);
    assertEquals(60_000, report.residentBytesPerTenMinutes(), 1e-3);
    assertEquals(200_089_000, report.mostResidentBytes());
  }

  @Test
  void oneSampleShowsNoGrowth() {
    Report report = new Report("failed", List.of(new Sample(0, 0, 5, 7)));
    assertEquals(0, report.residentBytesPerTenMinutes());
    assertEquals(7, report.mostDiskBytes());
  }
}
