package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.flags.Identity;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelLease;
import com.footanalytics.vision.telemetry.Trace;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds objects in single pictures with whatever model serves the caller at that moment.
 * Thread-safe.
 */
public final class ServedPictures implements PictureDetector {

  private static final Identity NOBODY = Identity.caller("unknown");

  private final ModelRouting routing;

  public ServedPictures(ModelRouting routing) {
    this.routing = routing;
  }

  @Override
  public Answer detect(byte[] picture, Duration deadline) {
    return detect(picture, deadline, NOBODY);
  }

  @Override
  public Answer detect(byte[] picture, Duration deadline, Identity identity) {
    return detect(picture, deadline, identity, Trace.NONE);
  }

  @Override
  public Answer detect(byte[] picture, Duration deadline, Identity identity, Trace trace) {
    Optional<ModelLease<ServedDetector>> ready;
    try {
      ready = routing.leaseIfReady(identity);
    } catch (ModelException e) {
      return new Answer.Unavailable(String.valueOf(e.getMessage()));
    }
    if (ready.isEmpty()) {
      return new Answer.Unavailable("the model is being loaded; try again soon");
    }
    try (ModelLease<ServedDetector> lease = ready.get()) {
      return lease.model().pictures().detect(picture, deadline, identity, trace);
    }
  }
}
