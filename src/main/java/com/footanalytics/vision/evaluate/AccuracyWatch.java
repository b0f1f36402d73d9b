package com.footanalytics.vision.evaluate;

import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelId;
import com.footanalytics.vision.model.ModelLease;
import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.PacedPictures;
import com.footanalytics.vision.pipeline.ServedDetector;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Measures every model that serves on its golden set, again and again until interrupted. Takes its
 * turn behind all others, and no more than a share of the time; a model that has become less
 * accurate is reported, not taken away.
 */
public final class AccuracyWatch implements Callable<Void> {

  private static final System.Logger LOG = System.getLogger(AccuracyWatch.class.getName());

  private final Detectors detectors;
  private final GoldenProof proof;
  private final Duration interval;
  private final double share;
  private final PacedPictures.Pause pause;

  /**
   * @param detectors stay the caller's
   * @param interval from one round to the next
   * @param share of one session's time that it may take, above 0, at most 1
   */
  public AccuracyWatch(
      Detectors detectors,
      GoldenProof proof,
      Duration interval,
      double share,
      PacedPictures.Pause pause) {
    this.detectors = detectors;
    this.proof = proof;
    this.interval = interval;
    this.share = share;
    this.pause = pause;
  }

  @Override
  public Void call() throws InterruptedException {
    while (true) {
      pause.of(interval);
      for (ModelId id : detectors.serving()) {
        measure(id);
        if (Thread.interrupted()) {
          throw new InterruptedException("told to stop");
        }
      }
    }
  }

  private void measure(ModelId id) {
    try (ModelLease<ServedDetector> lease = detectors.lease(Optional.of(id.toString()))) {
      proof
          .objection(lease.model(), pictures -> new PacedPictures(pictures, share, pause))
          .ifPresent(reason -> LOG.log(System.Logger.Level.WARNING, id + ": " + reason));
    } catch (UnansweredException | ModelException | DatasetException e) {
      if (!Thread.currentThread().isInterrupted()) {
        LOG.log(System.Logger.Level.WARNING, id + ": accuracy not measured now: " + e.getMessage());
      }
    }
  }
}
