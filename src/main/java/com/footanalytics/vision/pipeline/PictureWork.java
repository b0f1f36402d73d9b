package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.batch.Lane;
import com.footanalytics.vision.infer.Outputs;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pictures as a detector takes them, to be run through it. */
public final class PictureWork extends ModelWork {
  /** All pictures of one model are of one kind. */
  static final String KIND = "pictures";

  private static final String TWIN_KIND = "pictures for a twin";

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
  private final @Nullable LoadedDetector twin;

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
    this.twin = null;
  }

  private PictureWork(
      Lane lane, String caller, MemorySegment picture, Receiver receiver, LoadedDetector twin) {
    super(lane, caller, TWIN_KIND, 1, picture.byteSize(), Long.MAX_VALUE, receiver);
    this.pictures = picture;
    this.receiver = receiver;
    this.twin = twin;
  }

  /**
   * One picture that another detector looks at, in the time of this one.
   *
   * @param twin takes the same pictures; stays the caller's until the receiver is told
   */
  static PictureWork forTwin(
      LoadedDetector twin, Lane lane, String caller, MemorySegment picture, Receiver receiver) {
    return new PictureWork(lane, caller, picture, receiver, twin);
  }

  /** Who is to look at it, if not the model it is offered to. */
  Optional<LoadedDetector> twin() {
    return Optional.ofNullable(twin);
  }

  MemorySegment pictures() {
    return pictures;
  }

  void ran(Outputs outputs, int firstRow, RunTimes times) {
    receiver.ran(outputs, firstRow, times);
  }
}
