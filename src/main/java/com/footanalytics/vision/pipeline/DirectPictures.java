package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.decode.Frame;
import com.footanalytics.vision.decode.PictureAnswer;
import com.footanalytics.vision.decode.PictureDecoder;
import com.footanalytics.vision.infer.InferenceSession;
import com.footanalytics.vision.infer.Outputs;
import com.footanalytics.vision.preprocess.Preprocessor;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Finds objects in single pictures with a model that serves nobody else: each is done at once,
 * whatever its deadline. For one thread.
 */
public final class DirectPictures implements PictureDetector {

  private final LoadedDetector detector;
  private final ByteBuffer input;

  /**
   * @param detector stays the caller's
   */
  public DirectPictures(LoadedDetector detector) {
    this.detector = detector;
    this.input = ByteBuffer.allocateDirect(detector.input().bytesPerPicture());
  }

  @Override
  public Answer detect(byte[] picture, Duration deadline) {
    return switch (PictureDecoder.decode(picture)) {
      case PictureAnswer.Unreadable(String reason) -> new Answer.Unreadable(reason);
      case PictureAnswer.Picture decoded -> {
        try (Frame _ = decoded.frame()) {
          yield detect(decoded);
        }
      }
    };
  }

  private Answer detect(PictureAnswer.Picture picture) {
    try (Preprocessor preprocessor = new Preprocessor(picture, detector.input())) {
      preprocessor.write(picture.frame(), MemorySegment.ofBuffer(input.clear()));
      Outputs outputs = detector.withSession(this::run);
      return new Answer.Found(
          picture.displayWidth(),
          picture.displayHeight(),
          detector.identity(),
          detector.classes(),
          detector.decoder().decode(outputs, 0, preprocessor.letterbox()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Answer.TooLate();
    }
  }

  private Outputs run(InferenceSession session) {
    return session.run(input.clear(), 1);
  }
}
