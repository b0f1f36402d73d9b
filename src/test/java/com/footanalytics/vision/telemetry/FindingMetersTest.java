package com.footanalytics.vision.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.footanalytics.vision.telemetry.FrameFindings.Finding;
import com.footanalytics.vision.telemetry.FrameFindings.Persons;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FindingMetersTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final FindingMeters meters = new FindingMeters(new MeterFactory(registry));

  @Test
  void objectsAndScoresOfAFrameAreKeptByModelAndClass() {
    meters.record(
        frame(
            Persons.SEEN,
            new Finding("ball", 0.5),
            new Finding("player", 0.75),
            new Finding("player", 0.25)));
    meters.record(frame(Persons.SEEN));
    assertEquals(2, summary("ml.detections.per.frame").count());
    assertEquals(3, summary("ml.detections.per.frame").totalAmount());
    assertEquals(0.5, scores("ball").totalAmount());
    assertEquals(2, scores("player").count());
    assertEquals(1, scores("player").totalAmount());
  }

  @Test
  void aFrameWithoutPersonsIsCountedAndItsSeriesIsThereBeforeTheFirst() {
    meters.record(frame(Persons.SEEN));
    assertEquals(0, withoutPerson().count());
    meters.record(frame(Persons.NOT_SEEN));
    meters.record(frame(Persons.SEEN));
    assertEquals(1, withoutPerson().count());
  }

  @Test
  void aModelThatLooksForNoPersonsIsNotSaidToMissThem() {
    meters.record(frame(Persons.NOT_SOUGHT, new Finding("ball", 0.5)));
    assertEquals(List.of(), List.copyOf(registry.find("ml.frames.without.person").counters()));
  }

  @Test
  void aModelOfEndlesslyManyClassesHasABoundedNumberOfSeries() {
    for (int i = 0; i < 1000; i++) {
      meters.record(frame(Persons.NOT_SOUGHT, new Finding("class" + i, 0.5)));
    }
    assertEquals(
        FindingMeters.MOST_CLASSES + 1, registry.find("ml.detection.score").meters().size());
    assertEquals(1000 - FindingMeters.MOST_CLASSES, scores(FindingMeters.OTHER).count());
    assertEquals(
        FindingMeters.MOST_CLASSES,
        IntStream.range(0, FindingMeters.MOST_CLASSES)
            .mapToLong(i -> scores("class" + i).count())
            .sum());
  }

  @Test
  void theBoundHoldsThoughManyThreadsFindNewClasses() throws Exception {
    try (var threads = Executors.newFixedThreadPool(8)) {
      threads.invokeAll(
          IntStream.range(0, 8)
              .mapToObj(thread -> Executors.callable(() -> findClasses(thread)))
              .toList());
    }
    assertEquals(
        FindingMeters.MOST_CLASSES + 1, registry.find("ml.detection.score").meters().size());
  }

  private void findClasses(int thread) {
    for (int i = 0; i < 1000; i++) {
      meters.record(frame(Persons.NOT_SOUGHT, new Finding("class" + i + "of" + thread, 0.5)));
    }
  }

  private static FrameFindings frame(Persons persons, Finding... objects) {
    return new FrameFindings("football", "1", persons, List.of(objects));
  }

  private DistributionSummary scores(String className) {
    return registry.get("ml.detection.score").tag("class", className).summary();
  }

  private DistributionSummary summary(String name) {
    return registry.get(name).tag("model", "football").tag("model_version", "1").summary();
  }

  private Counter withoutPerson() {
    return registry.get("ml.frames.without.person").counter();
  }
}
