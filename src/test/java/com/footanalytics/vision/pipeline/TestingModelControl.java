package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelId;
import com.footanalytics.vision.model.ModelStatus;
import com.footanalytics.vision.model.ModelStatus.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Knows {@code football} 1, which serves, and 2, which is refused; loads nothing. Thread-safe. */
public final class TestingModelControl implements ModelControl {

  public static final ModelId SERVED = new ModelId("football", 1);
  public static final ModelId REFUSED = new ModelId("football", 2);

  private final Map<ModelId, ModelStatus> statuses = new ConcurrentSkipListMap<>();

  public TestingModelControl() {
    statuses.put(SERVED, new ModelStatus(SERVED, State.READY, ""));
    statuses.put(
        REFUSED, new ModelStatus(REFUSED, State.UNAVAILABLE, REFUSED + ": not loaded yet"));
  }

  @Override
  public List<ModelStatus> index() {
    return List.copyOf(statuses.values());
  }

  @Override
  public void load(String choice) {
    if (!choice.equals("football") && !choice.equals(SERVED.toString())) {
      throw new ModelException(choice + ": sha256 differs");
    }
    statuses.put(SERVED, new ModelStatus(SERVED, State.READY, ""));
  }

  @Override
  public void unload(String choice) {
    if (!choice.equals("football") && !choice.equals(SERVED.toString())) {
      throw new ModelException(choice + ": not loaded");
    }
    statuses.put(SERVED, new ModelStatus(SERVED, State.UNAVAILABLE, SERVED + ": unloaded"));
  }

  @Override
  public Optional<String> refusal() {
    ModelStatus served = statuses.get(SERVED);
    return served != null && served.state() == State.READY
        ? Optional.empty()
        : Optional.of(SERVED + ": unloaded");
  }
}
