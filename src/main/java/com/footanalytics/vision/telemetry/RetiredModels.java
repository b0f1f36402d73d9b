package com.footanalytics.vision.telemetry;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The models that went last, whose counts are still to be read; of those before, nothing is kept.
 * So there is no end to how often a model may be replaced by its next version. Thread-safe.
 *
 * @param <K> names a model
 */
final class RetiredModels<K> {

  /** More than one release replaces before its last counts were read. */
  static final int MOST = 8;

  private final Set<K> retired = new LinkedHashSet<>();

  /** A model serves, perhaps again. */
  synchronized void serves(K model) {
    retired.remove(model);
  }

  /**
   * A model went.
   *
   * @return those of which nothing is to be kept now
   */
  synchronized List<K> went(K model) {
    retired.remove(model);
    retired.add(model);
    var forgotten = new ArrayList<K>();
    while (retired.size() > MOST) {
      K oldest = retired.iterator().next();
      retired.remove(oldest);
      forgotten.add(oldest);
    }
    return forgotten;
  }
}
