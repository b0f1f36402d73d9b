package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.batch.Lane;
import com.footanalytics.vision.batch.NativePool.Slab;
import com.footanalytics.vision.batch.Offer;
import com.footanalytics.vision.decode.Frame;
import com.footanalytics.vision.decode.PictureAnswer;
import com.footanalytics.vision.decode.PictureDecoder;
import com.footanalytics.vision.infer.Outputs;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.preprocess.Preprocessor;
import com.footanalytics.vision.telemetry.SpanName;
import com.footanalytics.vision.telemetry.Trace;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** JPEGs or PNGs that become the rows of one batch for a detector. */
public final class EncodedPictures extends PicturePreparation.Task {
  private static final Duration SOON = Duration.ofMillis(100);

  /** What becomes of the pictures, told once. */
  public interface Receiver extends PictureWork.Receiver {
    /** They were taken, but turned out not to be possible in time. */
    void refused(Offer.Refused refusal);
  }

  private final PictureContext context;
  private final List<byte[]> pictures;
  private final Receiver receiver;
  private final AtomicReference<@Nullable PictureWork> running = new AtomicReference<>();

  /**
   * @param receiver told once what became of them; a {@link ModelException} where one is no picture
   */
  EncodedPictures(
      PictureContext context,
      Lane lane,
      String caller,
      List<byte[]> pictures,
      long deadlineNanos,
      Receiver receiver) {
    super(lane, caller, pictures.stream().mapToInt(bytes -> bytes.length).sum(), deadlineNanos);
    this.context = context;
    this.pictures = pictures;
    this.receiver = receiver;
  }

  /** Begins, if it can be done in time; never waits. */
  public Offer offer() {
    return context.preparation().offer(this);
  }

  /** Nobody waits for the outputs any more: what waits is dropped. */
  public void cancel() {
    context.preparation().cancel(this);
    PictureWork work = running.get();
    if (work != null) {
      context.server().cancel(work);
    }
  }

  @Override
  void prepare() {
    int bytesEach = context.detector().input().bytesPerPicture();
    Optional<Slab> slab = context.memory().take((long) bytesEach * pictures.size());
    if (slab.isEmpty()) {
      receiver.refused(new Offer.Refused(Offer.Reason.FULL, SOON));
      return;
    }
    boolean sent = false;
    try (Trace.Scope _ = receiver.trace().enter()) {
      long started = System.nanoTime();
      for (int i = 0; i < pictures.size(); i++) {
        scale(pictures.get(i), slab.get().memory().asSlice((long) i * bytesEach, bytesEach), i);
      }
      receiver.trace().add(SpanName.DECODE, started, System.nanoTime());
      sent = true;
      send(slab.get());
    } finally {
      if (!sent) {
        slab.get().close();
      }
    }
  }

  private void scale(byte[] picture, MemorySegment target, int index) {
    switch (PictureDecoder.decode(picture)) {
      case PictureAnswer.Unreadable(String reason) ->
          throw new ModelException("picture %d: %s".formatted(index, reason));
      case PictureAnswer.Picture decoded -> {
        try (Frame frame = decoded.frame();
            Preprocessor preprocessor = new Preprocessor(decoded, context.detector().input())) {
          preprocessor.write(frame, target);
        }
      }
    }
  }

  private void send(Slab slab) {
    var work =
        new PictureWork(
            lane(), caller(), slab.memory(), pictures.size(), deadlineNanos(), freeing(slab));
    running.set(work);
    switch (context.server().offer(work)) {
      case Offer.Taken _ -> {
        if (isCancelled()) {
          context.server().cancel(work);
        }
      }
      case Offer.Refused refusal -> {
        slab.close();
        receiver.refused(refusal);
      }
    }
  }

  private PictureWork.Receiver freeing(Slab slab) {
    return new PictureWork.Receiver() {
      @Override
      public Trace trace() {
        return receiver.trace();
      }

      @Override
      public void ran(Outputs outputs, int firstRow, RunTimes times) {
        slab.close();
        receiver.ran(outputs, firstRow, times);
      }

      @Override
      public void dropped(Drop reason) {
        slab.close();
        receiver.dropped(reason);
      }

      @Override
      public void failed(Throwable cause) {
        slab.close();
        receiver.failed(cause);
      }
    };
  }

  @Override
  protected void dropped(Drop reason) {
    receiver.dropped(reason);
  }

  @Override
  protected void failed(Throwable cause) {
    receiver.failed(cause);
  }
}
