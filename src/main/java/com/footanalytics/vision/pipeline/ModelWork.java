package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.batch.Lane;
import com.footanalytics.vision.batch.Work;
import com.footanalytics.vision.telemetry.Trace;

/** Something to be run through one model. */
public abstract sealed class ModelWork extends Work permits PictureWork, TensorWork {

  /** What becomes of work, told once, in whole; frees what the work holds. */
  public interface Receiver {
    /** Gets the wait for the model and the run in it. */
    default Trace trace() {
      return Trace.NONE;
    }

    /** It will not run. Must be quick and must not throw. */
    void dropped(Drop reason);

    /** Its run threw. Must be quick and must not throw. */
    void failed(Throwable cause);
  }

  private final Receiver receiver;

  ModelWork(
      Lane lane,
      String caller,
      Object kind,
      int rows,
      long bytes,
      long deadlineNanos,
      Receiver receiver) {
    super(lane, caller, kind, rows, bytes, deadlineNanos);
    this.receiver = receiver;
  }

  final Trace trace() {
    return receiver.trace();
  }

  @Override
  protected final void dropped(Drop reason) {
    receiver.dropped(reason);
  }

  @Override
  protected final void failed(Throwable cause) {
    receiver.failed(cause);
  }
}
