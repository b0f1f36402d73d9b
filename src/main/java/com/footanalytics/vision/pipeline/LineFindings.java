package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.postprocess.Detection;
import com.footanalytics.vision.sink.Persons;
import com.footanalytics.vision.telemetry.FrameFindings;
import com.footanalytics.vision.telemetry.FrameFindings.Finding;
import java.util.BitSet;
import java.util.List;

/** Puts what a model found in a frame as metrics want it. Thread-safe. */
final class LineFindings {

  private final LoadedDetector detector;
  private final BitSet persons = new BitSet();

  /**
   * @param detector stays the caller's
   */
  LineFindings(LoadedDetector detector) {
    this.detector = detector;
    List<String> classes = detector.classes();
    for (int i = 0; i < classes.size(); i++) {
      persons.set(i, Persons.are(classes.get(i)));
    }
  }

  FrameFindings of(List<Detection> found) {
    List<String> classes = detector.classes();
    return new FrameFindings(
        detector.identity().name(),
        detector.identity().version(),
        seen(found),
        found.stream()
            .map(object -> new Finding(classes.get(object.classIndex()), object.score()))
            .toList());
  }

  private FrameFindings.Persons seen(List<Detection> found) {
    if (persons.isEmpty()) {
      return FrameFindings.Persons.NOT_SOUGHT;
    }
    return found.stream().anyMatch(object -> persons.get(object.classIndex()))
        ? FrameFindings.Persons.SEEN
        : FrameFindings.Persons.NOT_SEEN;
  }
}
