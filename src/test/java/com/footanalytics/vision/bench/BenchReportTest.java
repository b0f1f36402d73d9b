package com.footanalytics.vision.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class BenchReportTest {

  private static final BenchReport REPORT =
      new BenchReport(
          "v.mp4",
          "tiny:1 fp32",
          2,
          "1 decoder thread(s)",
          3,
          new Samples(1, 2, 3),
          new Samples(0.5, 0.75, 1),
          new Samples(10, 11.125, 12),
          new Samples(0.25, 0.25, 0.25),
          new Samples(100, 140, 160),
          new Samples(90, 126, 150),
          new Samples(0.85, 0.9, 0.95),
          new Samples(160, 170, 180),
          new Samples(110, 120, 130),
          new Samples(0.95, 1, 1.05),
          Optional.of(new Samples(50, 60, 70)),
          Optional.of(new Samples(2, 2.1, 2.2)),
          1234,
          List.of(100_000_000L, 130_000_000L, 120_000_000L));

  @Test
  void samplesAreOrderedAndTheMiddleIsTheMedian() {
    assertEquals(new Samples(1, 2, 9), Samples.of(List.of(9.0, 1.0, 2.0)));
    assertEquals(new Samples(1, 3, 9), Samples.of(List.of(9.0, 1.0, 2.0, 4.0)));
    assertEquals(new Samples(5, 5, 5), Samples.of(List.of(5.0)));
  }

  @Test
  void theBoundIsWhatTheCoresCouldDoWithoutLoss() {
    StageCosts costs = new StageCosts(2, 1, 6, 1);
    assertEquals(10, costs.sum());
    assertEquals(400, costs.boundFramesPerSecond(4));
  }

  @Test
  void theTableHasALineForEveryFigure() {
    assertEquals(
        """
        v.mp4, tiny:1 fp32, 2 cores, 1 decoder thread(s); median of 3 rounds (min to max)
          decode                     2.00 core-ms/frame  (1.00 to 3.00)
          preprocess                 0.75 core-ms/frame  (0.50 to 1.00)
          infer                     11.13 core-ms/frame  (10.00 to 12.00)
          postprocess                0.25 core-ms/frame  (0.25 to 0.25)
          bound                    140.00 frames/s       (100.00 to 160.00)
          end to end               126.00 frames/s       (90.00 to 150.00)
          end to end / bound         0.90                (0.85 to 0.95)
          infer only, all cores    170.00 frames/s       (160.00 to 180.00)
          bound, cores busy        120.00 frames/s       (110.00 to 130.00)
          end to end / that          1.00                (0.95 to 1.05)
          baseline                  60.00 frames/s       (50.00 to 70.00)
          end to end / baseline      2.10                (2.00 to 2.20)
          resident memory             100 MB first, 120 MB last, 130 MB largest of 3 samples
        """,
        BenchText.table(REPORT).replace(System.lineSeparator(), "\n"));
  }

  @Test
  void theJsonHoldsTheSameFigures() throws IOException {
    JsonNode json = new ObjectMapper().readTree(BenchText.json(REPORT));
    assertEquals(11.125, json.at("/infer/median").asDouble());
    assertEquals(0.85, json.at("/endToEndOverBound/min").asDouble());
    assertEquals(70, json.at("/baseline/max").asDouble());
    assertEquals(1234, json.at("/frames").asLong());
    assertEquals(3, json.at("/residentBytes").size());
  }

  @Test
  void thePeakIsTheLargestSample() {
    assertEquals(OptionalDouble.of(130), REPORT.peakResidentMegabytes());
  }
}
