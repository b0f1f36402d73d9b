package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.batch.Lane;
import com.footanalytics.vision.infer.Outputs;
import java.lang.foreign.MemorySegment;

/** Pictures as a detector takes them, to be run through it. */
public final class PictureWork extends ModelWork {
  /** All pictures of one model are of one kind. */
  static final String KIND = "pictures";

  /** What becomes of the pictures. */
  public interface Receiver extends ModelWork.Receiver {
    /**
     * They ran, perhaps beside others.
     *
     * @param outputs of the whole batch; not changed later
     * @param firstRow of these pictures in it
     */
    void ran(Outputs outputs, int firstRow, RunTimes times);
  }

  private final MemorySegment pictures;
  private final Receiver receiver;

  /**
   * @param pictures native, uint8, shape [rows, height, width, 3]; stays where it is until the
   *     receiver is told
   */
  public PictureWork(
      Lane lane,
      String caller,
      MemorySegment pictures,
      int rows,
      long deadlineNanos,
      Receiver receiver) {
    super(lane, caller, KIND, rows, pictures.byteSize(), deadlineNanos, receiver);
    this.pictures = pictures;
    this.receiver = receiver;
  }

  MemorySegment pictures() {
    return pictures;
  }

  void ran(Outputs outputs, int firstRow, RunTimes times) {
    receiver.ran(outputs, firstRow, times);
  }
}
