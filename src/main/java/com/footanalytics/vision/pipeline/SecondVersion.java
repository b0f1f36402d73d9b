package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.flags.Flag;
import com.footanalytics.vision.flags.Flags;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelId;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Loads the second version of the default model once {@link Flag#MODEL_V2} may choose it. It is
 * tried once each time the flag comes on, after the usual version serves; one that somebody
 * unloaded, or that was refused, is left alone. What was loaded stays so when the flag goes off. To
 * be used by one thread.
 */
public final class SecondVersion {

  private static final System.Logger LOG = System.getLogger(SecondVersion.class.getName());

  private final Detectors detectors;
  private final ModelRouting routing;
  private final Flags flags;
  private final Consumer<String> log;
  private boolean tried;

  /**
   * @param detectors stay the caller's
   */
  public SecondVersion(Detectors detectors, ModelRouting routing, Flags flags) {
    this(detectors, routing, flags, line -> LOG.log(System.Logger.Level.INFO, line));
  }

  SecondVersion(Detectors detectors, ModelRouting routing, Flags flags, Consumer<String> log) {
    this.detectors = detectors;
    this.routing = routing;
    this.flags = flags;
    this.log = log;
  }

  /** Loads it if that is due; takes as long as that does. */
  public void loadIfDue() {
    if (!flags.enabledForAny(Flag.MODEL_V2)) {
      tried = false;
      return;
    }
    if (tried || detectors.refusal().isPresent()) {
      return;
    }
    Optional<ModelId> second = routing.second();
    if (second.isEmpty()) {
      return;
    }
    tried = true;
    try {
      if (detectors.isUntouched(second.get())) {
        detectors.load(second.get().toString());
      }
      log.accept(outcome(second.get()));
    } catch (ModelException e) {
      log.accept("%s has no effect: %s".formatted(Flag.MODEL_V2.key(), e.getMessage()));
    }
  }

  private String outcome(ModelId second) {
    return routing.isReady(second)
        ? "%s: %s serves those whom it chooses".formatted(Flag.MODEL_V2.key(), second)
        : "%s has no effect: %s does not serve, or did so without passing a golden set"
            .formatted(Flag.MODEL_V2.key(), second);
  }
}
