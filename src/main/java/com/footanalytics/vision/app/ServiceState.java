package com.footanalytics.vision.app;

import com.footanalytics.vision.oip.Admission;
import com.footanalytics.vision.pipeline.ModelControl;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Whether the service starts, takes work or drains. Thread-safe. */
@Singleton
final class ServiceState implements Admission {

  private final ModelControl models;
  private final Provider<Reachability> reachability;
  private volatile Phase phase = Phase.STARTING;

  private enum Phase {
    STARTING,
    READY,
    DRAINING
  }

  /**
   * @param reachability looked up when it is first asked for, as this is made before the database
   */
  ServiceState(ModelControl models, Provider<Reachability> reachability) {
    this.models = models;
    this.reachability = reachability;
  }

  @Override
  public Optional<String> refusal() {
    return closed().or(models::refusal);
  }

  @Override
  public Optional<String> unready() {
    return refusal().or(() -> reachability.get().objection());
  }

  @Override
  public Optional<String> closed() {
    return switch (phase) {
      case STARTING -> Optional.of("the service is starting; try again soon");
      case READY -> Optional.empty();
      case DRAINING -> Optional.of("the service is stopping; try another instance");
    };
  }

  /** Why the service has not begun yet; empty once work was taken and the models are ready. */
  Optional<String> unstarted() {
    return phase == Phase.STARTING ? closed() : models.refusal();
  }

  void ready() {
    phase = Phase.READY;
  }

  void draining() {
    phase = Phase.DRAINING;
  }
}
