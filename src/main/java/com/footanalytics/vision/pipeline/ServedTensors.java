package com.footanalytics.vision.pipeline;

/** A model for tensors that serves. Owns it. Thread-safe. */
public final class ServedTensors implements ServedModel {
  private final LoadedTensors model;
  private final ModelServer server;
  private final Detectors.Listener listener;

  /** Takes over {@code model}. */
  public ServedTensors(LoadedTensors model, CorePlan plan, Detectors.Listener listener) {
    this.model = model;
    this.server = new ModelServer(model, plan);
    this.listener = listener;
  }

  @Override
  public LoadedTensors loaded() {
    return model;
  }

  @Override
  public ModelServer server() {
    return server;
  }

  @Override
  public void retired() {
    listener.retired(this);
  }

  @Override
  public void close() {
    server.close();
    model.close();
    listener.unloaded(this);
  }
}
