package com.footanalytics.vision.evaluate;

import com.footanalytics.vision.evaluate.Agreement.Pairs;
import java.util.ArrayDeque;
import java.util.OptionalDouble;

/** How far two detectors agree on the last {@value #FRAMES} frames. For one thread. */
final class RecentAgreement {

  static final int FRAMES = 50;

  private final ArrayDeque<Pairs> frames = new ArrayDeque<>();

  void add(Pairs frame) {
    if (frames.size() == FRAMES) {
      frames.removeFirst();
    }
    frames.addLast(frame);
  }

  /** The share of what is wanted that is found, 0 to 1; empty if nothing is wanted. */
  OptionalDouble found() {
    Agreement all = Agreement.of(frames);
    return all.objects() == 0 ? OptionalDouble.empty() : OptionalDouble.of(all.found());
  }
}
