package com.footanalytics.vision.preprocess;

import com.footanalytics.vision.decode.Frame;
import com.footanalytics.vision.decode.PictureAnswer;
import com.footanalytics.vision.model.InputSpec;
import com.footanalytics.vision.probe.Orientation;
import com.footanalytics.vision.probe.VideoInfo;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames, upright, letterboxed and as RGB, into model input slots. Owns the native scalers
 * of one stream; one thread at a time.
 *
 * <p>The scaler writes into the slot itself. Only a picture that must be turned goes through a
 * scratch picture of the content's size first.
 */
public final class Preprocessor implements AutoCloseable {

  private static final int CHANNELS = 3;

  private final Orientation orientation;
  private final double sampleAspect;
  private final int displayWidth;
  private final int displayHeight;
  private final InputSpec input;
  private final Arena scratchArena = Arena.ofShared();
  private @Nullable MemorySegment scratch;
  private @Nullable RgbScaler scaler;

  /**
   * @param displayWidth width after rotation that results refer to, in pixels
   * @param displayHeight height after rotation that results refer to, in pixels
   * @param displaySampleAspect width over height of one display pixel
   * @param orientation how coded pictures are turned for display
   */
  public Preprocessor(
      int displayWidth,
      int displayHeight,
      double displaySampleAspect,
      Orientation orientation,
      InputSpec input) {
    this.displayWidth = displayWidth;
    this.displayHeight = displayHeight;
    this.sampleAspect = displaySampleAspect;
    this.orientation = orientation;
    this.input = input;
  }

  /** For the frames of a video whose results refer to its display size. */
  public Preprocessor(VideoInfo video, InputSpec input) {
    this(
        video.displayWidth(),
        video.displayHeight(),
        video.displaySampleAspect(),
        video.orientation(),
        input);
  }

  /** For a single picture, whose pixels are square. */
  public Preprocessor(PictureAnswer.Picture picture, InputSpec input) {
    this(picture.displayWidth(), picture.displayHeight(), 1, picture.orientation(), input);
  }

  /** How every frame of the stream lies in the input; a frame of another size is stretched. */
  public Letterbox letterbox() {
    return Letterbox.fit(displayWidth, displayHeight, sampleAspect, input);
  }

  /**
   * Fills one slot.
   *
   * @param frame stays the caller's
   * @param slot native memory of exactly one input: height x width x 3 bytes, RGB
   */
  public void write(Frame frame, MemorySegment slot) {
    if (slot.byteSize() != input.bytesPerPicture()) {
      throw new IllegalArgumentException(
          "slot: %d bytes (expected: %d)".formatted(slot.byteSize(), input.bytesPerPicture()));
    }
    Letterbox letterbox = letterbox();
    int width = letterbox.contentWidth();
    int height = letterbox.contentHeight();
    long rowBytes = (long) input.width() * CHANNELS;
    MemorySegment content =
        slot.asSlice(letterbox.top() * rowBytes + (long) letterbox.left() * CHANNELS);
    AVFrame picture = frame.picture();
    if (orientation.isUpright()) {
      scalerFor(picture, width, height).scale(picture, content, input.width() * CHANNELS);
    } else {
      int codedWidth = orientation.swapsAxes() ? height : width;
      int codedHeight = orientation.swapsAxes() ? width : height;
      MemorySegment upside = scratch((long) width * height * CHANNELS);
      scalerFor(picture, codedWidth, codedHeight).scale(picture, upside, codedWidth * CHANNELS);
      RgbTurn.turn(upside, codedWidth, codedHeight, orientation, content, input.width());
    }
    fillMargins(slot, letterbox);
  }

  private RgbScaler scalerFor(AVFrame picture, int width, int height) {
    RgbScaler current = scaler;
    if (current == null || !current.fits(picture)) {
      if (current != null) {
        current.close();
        scaler = null;
      }
      current = RgbScaler.open(picture, width, height);
      scaler = current;
    }
    return current;
  }

  private MemorySegment scratch(long bytes) {
    MemorySegment memory = scratch;
    if (memory == null) {
      memory = scratchArena.allocate(bytes + RgbScaler.OVERRUN_BYTES, 64);
      scratch = memory;
    }
    return memory;
  }

  private void fillMargins(MemorySegment slot, Letterbox letterbox) {
    byte fill = (byte) input.fill();
    long rowBytes = (long) input.width() * CHANNELS;
    long leftBytes = (long) letterbox.left() * CHANNELS;
    long endBytes = leftBytes + (long) letterbox.contentWidth() * CHANNELS;
    int below = letterbox.top() + letterbox.contentHeight();
    slot.asSlice(0, letterbox.top() * rowBytes).fill(fill);
    if (endBytes - leftBytes < rowBytes) {
      for (int row = letterbox.top(); row < below; row++) {
        slot.asSlice(row * rowBytes, leftBytes).fill(fill);
        slot.asSlice(row * rowBytes + endBytes, rowBytes - endBytes).fill(fill);
      }
    }
    slot.asSlice(below * rowBytes).fill(fill);
  }

  @Override
  public void close() {
    if (scaler != null) {
      scaler.close();
      scaler = null;
    }
    if (scratchArena.scope().isAlive()) {
      scratchArena.close();
    }
  }
}
