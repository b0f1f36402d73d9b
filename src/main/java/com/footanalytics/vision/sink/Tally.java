package com.footanalytics.vision.sink;

import com.footanalytics.vision.postprocess.Detection;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** What a run found, counted while its frames pass. Not thread-safe. */
final class Tally {

  private static final float SCORE_STEPS = 1000;

  private final List<ClassTally> classes = new ArrayList<>();
  private final TreeMap<Integer, Long> framesByPersons = new TreeMap<>();
  private long frames;

  Tally(List<String> classNames) {
    classNames.forEach(name -> classes.add(new ClassTally(name)));
  }

  void add(FrameResult result) {
    frames++;
    int persons = 0;
    for (Detection detection : result.detections()) {
      ClassTally found = classes.get(detection.classIndex());
      found.add(result.frame(), detection.score());
      if (Persons.are(found.name)) {
        persons++;
      }
    }
    framesByPersons.merge(persons, 1L, Long::sum);
  }

  long frames() {
    return frames;
  }

  List<ClassTally> classes() {
    return List.copyOf(classes);
  }

  /** Whether any class of the model is a person. */
  boolean knowsPersons() {
    return classes.stream().anyMatch(c -> Persons.are(c.name));
  }

  /** Fewest persons in one frame; 0 without frames. */
  int fewestPersons() {
    return framesByPersons.isEmpty() ? 0 : framesByPersons.firstKey();
  }

  /** Most persons in one frame; 0 without frames. */
  int mostPersons() {
    return framesByPersons.isEmpty() ? 0 : framesByPersons.lastKey();
  }

  /** Persons in the middle frame, or halfway between the two in the middle. */
  OptionalDouble medianPersons() {
    return frames == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((ranked((frames - 1) / 2) + ranked(frames / 2)) / 2.0);
  }

  private int ranked(long rank) {
    long seen = 0;
    for (var entry : framesByPersons.entrySet()) {
      seen += entry.getValue();
      if (seen > rank) {
        return entry.getKey();
      }
    }
    return mostPersons();
  }

  /** What a run found of one class. */
  static final class ClassTally {

    private final String name;
    private final ScoreDistribution scores = new ScoreDistribution();
    private long framesWith;
    private long lastFrame = -1;

    private ClassTally(String name) {
      this.name = name;
    }

    /** Scores count as results show them, so that a summary can be made of results too. */
    private void add(long frame, float score) {
      scores.add(Math.round(score * SCORE_STEPS) / SCORE_STEPS);
      if (frame != lastFrame) {
        framesWith++;
        lastFrame = frame;
      }
    }

    String name() {
      return name;
    }

    ScoreDistribution scores() {
      return scores;
    }

    /** Frames with at least one. */
    long framesWith() {
      return framesWith;
    }
  }
}
