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
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/** JPEGs or PNGs that become the rows of one batch for a detector. */
final class EncodedPictures extends PicturePreparation.Task {
  private final PictureContext context;
  private final List<byte[]> pictures;
  private final PictureWork.Receiver receiver;

  /**
   * @param receiver told once what became of them; a {@link ModelException} where one is no picture
   */
  EncodedPictures(
      PictureContext context,
      Lane lane,
      String caller,
      List<byte[]> pictures,
      long deadlineNanos,
      PictureWork.Receiver receiver) {
    super(lane, caller, pictures.stream().mapToInt(bytes -> bytes.length).sum(), deadlineNanos);
    this.context = context;
    this.pictures = pictures;
    this.receiver = receiver;
  }

  @Override
  void prepare() {
    int bytesEach = context.detector().input().bytesPerPicture();
    Optional<Slab> slab = context.memory().take((long) bytesEach * pictures.size());
    if (slab.isEmpty()) {
      receiver.dropped(Drop.CLOSED);
      return;
    }
    boolean sent = false;
    try {
      for (int i = 0; i < pictures.size(); i++) {
        scale(pictures.get(i), slab.get().memory().asSlice((long) i * bytesEach, bytesEach), i);
      }
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
    if (!(context.server().offer(work) instanceof Offer.Taken)) {
      slab.close();
      receiver.dropped(Drop.EXPIRED);
    }
  }

  private PictureWork.Receiver freeing(Slab slab) {
    return new PictureWork.Receiver() {
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
