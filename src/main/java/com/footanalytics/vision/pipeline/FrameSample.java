package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.batch.Lane;
import com.footanalytics.vision.batch.Offer;
import com.footanalytics.vision.batch.Work.Drop;
import com.footanalytics.vision.infer.Outputs;
import com.footanalytics.vision.model.ModelPackage;
import com.footanalytics.vision.postprocess.Detection;
import com.footanalytics.vision.preprocess.Letterbox;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A frame of a video that a model saw, kept until this is closed. For one thread. */
public final class FrameSample implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(FrameSample.class.getName());
  private static final String CALLER = "agreement";

  private final ServedDetector served;
  private final MemorySegment picture;
  private final Seen seen;
  private final FrameSamples owner;

  /** What the model answered. */
  record Seen(Outputs outputs, int row, Letterbox letterbox) {}

  FrameSample(ServedDetector served, MemorySegment picture, Seen seen, FrameSamples owner) {
    this.served = served;
    this.picture = picture;
    this.seen = seen;
    this.owner = owner;
  }

  /** What saw it; it may be gone. */
  public LoadedDetector detector() {
    return served.detector();
  }

  /** The model that saw it; it may be gone. */
  public ModelPackage model() {
    return served.detector().model();
  }

  /**
   * What the model found.
   *
   * @param minimumScore of the objects, for all classes
   */
  public List<Detection> found(double minimumScore) {
    return served
        .detector()
        .answeringFrom(minimumScore)
        .decoder()
        .decode(seen.outputs, seen.row, seen.letterbox);
  }

  /**
   * What the same model finds with other weights. They run in the turn of bulk work, and only if
   * nobody who is in a hurry waits.
   *
   * @param twin takes the same pictures; stays the caller's
   * @return empty if the model has no time for it, fails or is gone
   */
  public Optional<List<Detection>> foundBy(LoadedDetector twin) {
    ModelServer server = served.server();
    if (server.depth(Lane.INTERACTIVE) > 0 || server.depth(Lane.LIVE) > 0) {
      return Optional.empty();
    }
    Answer answer = new Answer(twin, seen.letterbox);
    PictureWork work = PictureWork.forTwin(twin, Lane.BULK, CALLER, picture, answer);
    if (!(server.offer(work) instanceof Offer.Taken)) {
      return Optional.empty();
    }
    return answer.await();
  }

  @Override
  public void close() {
    owner.giveBack();
  }

  /** What the other weights answer. */
  private static final class Answer implements PictureWork.Receiver {
    private final LoadedDetector twin;
    private final Letterbox letterbox;
    private final CompletableFuture<Optional<List<Detection>>> objects = new CompletableFuture<>();

    Answer(LoadedDetector twin, Letterbox letterbox) {
      this.twin = twin;
      this.letterbox = letterbox;
    }

    /** Not ended by an interrupt: until there is an answer the picture is in use. */
    Optional<List<Detection>> await() {
      return objects.join();
    }

    @Override
    public void ran(Outputs outputs, int firstRow, RunTimes times) {
      objects.complete(Optional.of(twin.decoder().decode(outputs, firstRow, letterbox)));
    }

    @Override
    public void dropped(Drop reason) {
      objects.complete(Optional.empty());
    }

    @Override
    public void failed(Throwable cause) {
      LOG.log(System.Logger.Level.WARNING, twin.model().id() + ": float32 weights failed", cause);
      objects.complete(Optional.empty());
    }
  }
}
