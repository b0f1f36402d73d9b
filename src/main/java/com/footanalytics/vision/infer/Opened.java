package com.footanalytics.vision.infer;

import java.util.List;
import java.util.Optional;

/**
 * A model that was loaded one way or another.
 *
 * @param <T> the same type
 */
interface Opened<T extends Opened<T>> {

  /** The same, opened in the place of something better. */
  T inPlaceOf(List<String> reasons);

  /** Reasons as one, if there are any. */
  static Optional<String> joined(List<String> reasons) {
    return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons));
  }
}
