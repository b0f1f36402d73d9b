package com.footanalytics.vision.telemetry;

import com.footanalytics.vision.telemetry.FrameFindings.Finding;
import com.footanalytics.vision.telemetry.FrameFindings.Persons;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What models find in frames of videos, with labels of a bounded number: a model's first {@value
 * #MOST_CLASSES} classes that are found have series of their own. Thread-safe.
 */
final class FindingMeters {

  static final int MOST_CLASSES = 80;

  /** The class of what is found besides those. */
  static final String OTHER = "other";

  private final MeterFactory meters;
  private final ConcurrentMap<ModelKey, OfModel> models = new ConcurrentHashMap<>();

  private record ModelKey(String model, String version) {}

  FindingMeters(MeterFactory meters) {
    this.meters = meters;
  }

  void record(FrameFindings frame) {
    OfModel model =
        models.computeIfAbsent(new ModelKey(frame.model(), frame.modelVersion()), OfModel::new);
    model.perFrame.record(frame.objects().size());
    for (Finding object : frame.objects()) {
      model.scores(object.className()).record(object.score());
    }
    if (frame.persons() != Persons.NOT_SOUGHT) {
      Counter without = model.withoutPerson();
      if (frame.persons() == Persons.NOT_SEEN) {
        without.increment();
      }
    }
  }

  private final class OfModel {

    private final ModelKey key;
    private final DistributionSummary perFrame;
    private final ConcurrentMap<String, DistributionSummary> scores = new ConcurrentHashMap<>();
    private volatile @Nullable Counter withoutPerson;

    OfModel(ModelKey key) {
      this.key = key;
      this.perFrame = meters.summary(Meter.DETECTIONS_PER_FRAME, key.model, key.version);
    }

    DistributionSummary scores(String className) {
      DistributionSummary known = scores.get(className);
      return known == null ? scoresOfAnother(className) : known;
    }

    /** One at a time, so that no two threads take the last place. */
    private synchronized DistributionSummary scoresOfAnother(String className) {
      boolean shown = scores.size() < MOST_CLASSES || scores.containsKey(className);
      return scores.computeIfAbsent(
          shown ? className : OTHER,
          name -> meters.summary(Meter.DETECTION_SCORE, key.model, key.version, name));
    }

    /** Made when it is first asked for, so that a model that seeks no persons has none. */
    Counter withoutPerson() {
      Counter known = withoutPerson;
      if (known == null) {
        known = meters.counter(Meter.FRAMES_WITHOUT_PERSON, key.model, key.version);
        withoutPerson = known;
      }
      return known;
    }
  }
}
