package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.flags.Flag;
import com.footanalytics.vision.flags.Flags;
import com.footanalytics.vision.flags.Identity;
import com.footanalytics.vision.model.ModelId;
import com.footanalytics.vision.model.ModelLease;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Gives the second version of the default model to those whom {@link Flag#MODEL_V2} chooses, if
 * they name no version and it serves and has passed; the usual one to all others. Thread-safe;
 * costs nothing where the flag is off for all, and never loads what it chooses.
 */
public final class ModelRouting implements ModelChoice {

  private static final int SECOND = 2;

  private final Detectors detectors;
  private final Flags flags;
  private final Predicate<ServedDetector> passed;

  /**
   * @param detectors stay the caller's
   * @param passed whether a version that serves has passed its golden set
   */
  public ModelRouting(Detectors detectors, Flags flags, Predicate<ServedDetector> passed) {
    this.detectors = detectors;
    this.flags = flags;
    this.passed = passed;
  }

  /** The usual model for everyone. */
  public ModelRouting(Detectors detectors) {
    this(detectors, Flags.DEFAULTS, _ -> false);
  }

  @Override
  public ModelLease<ServedDetector> lease(Optional<String> asked, Identity identity) {
    return chosen(asked, identity).orElseGet(() -> detectors.lease(asked));
  }

  /**
   * Lends what serves those who name no model; never waits for it.
   *
   * @return empty while it is being loaded
   * @throws com.footanalytics.vision.model.ModelException if it cannot be used
   */
  Optional<ModelLease<ServedDetector>> leaseIfReady(Identity identity) {
    return chosen(Optional.empty(), identity).or(detectors::leaseDefaultIfReady);
  }

  /**
   * Lends the second version if it is to be used in the place of the usual one.
   *
   * @param asked as the caller named it; the default model if empty
   */
  public Optional<ModelLease<ServedDetector>> chosen(Optional<String> asked, Identity identity) {
    return flags.enabledForAny(Flag.MODEL_V2)
        ? second()
            .filter(id -> asked.isEmpty() || asked.get().equals(id.name()))
            .filter(_ -> flags.decide(Flag.MODEL_V2, identity))
            .flatMap(this::leaseIfPassed)
        : Optional.empty();
  }

  /** Whether the second version would be used for those whom the flag chooses. */
  boolean isReady(ModelId second) {
    Optional<ModelLease<ServedDetector>> lease = leaseIfPassed(second);
    lease.ifPresent(ModelLease::close);
    return lease.isPresent();
  }

  private Optional<ModelLease<ServedDetector>> leaseIfPassed(ModelId id) {
    Optional<ModelLease<ServedDetector>> lease = detectors.leaseIfServing(id);
    if (lease.isPresent() && !passed.test(lease.get().model())) {
      lease.get().close();
      return Optional.empty();
    }
    return lease;
  }

  /** The version that may be chosen; empty if it is the usual one, or that is not settled yet. */
  Optional<ModelId> second() {
    return detectors
        .settledDefault()
        .filter(usual -> usual.version() != SECOND)
        .map(usual -> new ModelId(usual.name(), SECOND));
  }
}
