package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelLease;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds objects in single pictures with whatever the default model is at that moment. Thread-safe.
 */
public final class ServedPictures implements PictureDetector {

  private final Detectors detectors;

  /**
   * @param detectors stay the caller's
   */
  public ServedPictures(Detectors detectors) {
    this.detectors = detectors;
  }

  @Override
  public Answer detect(byte[] picture, Duration deadline) {
    Optional<ModelLease<ServedDetector>> ready;
    try {
      ready = detectors.leaseDefaultIfReady();
    } catch (ModelException e) {
      return new Answer.Unavailable(String.valueOf(e.getMessage()));
    }
    if (ready.isEmpty()) {
      return new Answer.Unavailable("the model is being loaded; try again soon");
    }
    try (ModelLease<ServedDetector> lease = ready.get()) {
      return lease.model().pictures().detect(picture, deadline);
    }
  }
}
