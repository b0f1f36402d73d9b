package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.batch.Lane;
import com.footanalytics.vision.telemetry.Telemetry;
import java.util.List;

/** A detector that serves: for videos, single pictures and tensors. Owns it. Thread-safe. */
public final class ServedDetector implements ServedModel {
  private final LoadedDetector detector;
  private final ModelServer server;
  private final ScheduledPictures pictures;
  private final FrameSamples samples;
  private final Detectors.Listener listener;

  /** Takes over {@code detector}; without samples of frames. */
  public ServedDetector(
      LoadedDetector detector,
      CorePlan plan,
      PicturePreparation preparation,
      Telemetry telemetry,
      Detectors.Listener listener) {
    this(detector, plan, preparation, telemetry, FrameSamples.NONE, listener);
  }

  /**
   * Takes over {@code detector}.
   *
   * @param preparation makes pictures ready; stays the caller's
   * @param samples some of the frames of videos that it sees
   */
  public ServedDetector(
      LoadedDetector detector,
      CorePlan plan,
      PicturePreparation preparation,
      Telemetry telemetry,
      FrameSamples samples,
      Detectors.Listener listener) {
    this.detector = detector;
    this.server = new ModelServer(detector, plan);
    this.pictures = new ScheduledPictures(detector, server, preparation, telemetry);
    this.samples = samples;
    this.listener = listener;
  }

  public LoadedDetector detector() {
    return detector;
  }

  @Override
  public LoadedDetector loaded() {
    return detector;
  }

  @Override
  public ModelServer server() {
    return server;
  }

  FrameSamples samples() {
    return samples;
  }

  public PictureDetector pictures() {
    return pictures;
  }

  /**
   * Looks at pictures that nobody waits for, in whatever time others leave.
   *
   * @param minimumScore of the objects it answers with, for all classes
   */
  public PictureDetector background(double minimumScore) {
    return pictures.background(detector.answeringFrom(minimumScore));
  }

  /**
   * JPEGs or PNGs that will be the rows of one batch, once they are offered.
   *
   * @param receiver told once what became of them, if they are taken; a {@link
   *     com.footanalytics.vision.model.ModelException} where one is no picture
   */
  public EncodedPictures encoded(
      Lane lane,
      String caller,
      List<byte[]> encoded,
      long deadlineNanos,
      EncodedPictures.Receiver receiver) {
    return pictures.encoded(lane, caller, encoded, deadlineNanos, receiver);
  }

  /** Measures what batches cost, so that the first callers' deadlines are judged rightly. */
  void learn() throws InterruptedException {
    server.learn(detector);
  }

  @Override
  public void retired() {
    listener.retired(this);
  }

  @Override
  public void close() {
    server.close();
    pictures.close();
    detector.close();
    listener.unloaded(this);
  }
}
