package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.model.ModelRegistry;

/** A detector that serves: for videos, and for single pictures. Owns it. Thread-safe. */
public final class ServedDetector implements ModelRegistry.Loaded {

  private final LoadedDetector detector;
  private final SharedPictureDetector pictures;
  private final Detectors.Listener listener;

  /** Takes over {@code detector} and {@code pictures}, which uses it. */
  ServedDetector(
      LoadedDetector detector, SharedPictureDetector pictures, Detectors.Listener listener) {
    this.detector = detector;
    this.pictures = pictures;
    this.listener = listener;
  }

  public LoadedDetector detector() {
    return detector;
  }

  public PictureDetector pictures() {
    return pictures;
  }

  @Override
  public void close() {
    pictures.close();
    detector.close();
    listener.unloaded(detector);
  }
}
