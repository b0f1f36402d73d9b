package com.footanalytics.vision.infer;

import java.util.List;
import java.util.Optional;

/**
 * A model that was loaded for tensors; whoever asked for it closes the sessions.
 *
 * @param engine what runs it, such as {@code OnnxRuntime}
 * @param device where, such as {@code cpu}
 * @param fallback why it is not the device that was wanted; empty if it is
 * @param sessions all on that device, at least one
 */
public record OpenedTensors(
    String engine, String device, Optional<String> fallback, List<TensorSession> sessions)
    implements Opened<OpenedTensors> {

  public OpenedTensors {
    sessions = List.copyOf(sessions);
  }

  /** What the model takes and gives. */
  public Signature signature() {
    return sessions.getFirst().signature();
  }

  @Override
  public OpenedTensors inPlaceOf(List<String> reasons) {
    return new OpenedTensors(engine, device, Opened.joined(reasons), sessions);
  }
}
