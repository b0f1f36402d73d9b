package com.footanalytics.vision.infer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A model that was loaded; whoever asked for it closes the sessions.
 *
 * @param engine what runs it, such as {@code OnnxRuntime}
 * @param device where, such as {@code cpu}
 * @param fallback why it is not the device that was wanted; empty if it is
 * @param sessions all on that device, at least one
 */
public record OpenedModel(
    String engine, String device, Optional<String> fallback, List<InferenceSession> sessions)
    implements Opened<OpenedModel> {

  public OpenedModel {
    sessions = List.copyOf(sessions);
  }

  /** Opens a model on one engine: all the sessions or none. */
  static OpenedModel on(Engine engine, ModelFile model, int threads, int count) {
    var sessions = new ArrayList<InferenceSession>();
    try {
      for (int i = 0; i < count; i++) {
        sessions.add(engine.load(model.path(), model.input(), threads));
      }
      return new OpenedModel(engine.name(), engine.device(), Optional.empty(), sessions);
    } catch (RuntimeException | Error e) {
      sessions.forEach(InferenceSession::close);
      throw e;
    }
  }

  @Override
  public OpenedModel inPlaceOf(List<String> reasons) {
    return new OpenedModel(engine, device, Opened.joined(reasons), sessions);
  }
}
