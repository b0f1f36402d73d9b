package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.flags.Identity;
import com.footanalytics.vision.postprocess.Detection;
import com.footanalytics.vision.sink.RunHeader.ModelIdentity;
import com.footanalytics.vision.telemetry.Trace;
import java.time.Duration;
import java.util.List;

/** Finds objects in single pictures. Thread-safe. */
public interface PictureDetector {

  /**
   * Decodes one JPEG or PNG and finds the objects in it.
   *
   * @param picture the encoded picture
   * @param deadline how long the caller will wait
   */
  Answer detect(byte[] picture, Duration deadline);

  /**
   * As {@link #detect(byte[], Duration)}, where callers may be given different versions of a model.
   *
   * @param identity who asks
   */
  default Answer detect(byte[] picture, Duration deadline, Identity identity) {
    return detect(picture, deadline);
  }

  /**
   * As {@link #detect(byte[], Duration, Identity)}, for someone who is traced.
   *
   * @param trace gets what is done for the picture
   */
  default Answer detect(byte[] picture, Duration deadline, Identity identity, Trace trace) {
    return detect(picture, deadline, identity);
  }

  /** What became of a picture. */
  sealed interface Answer {

    /**
     * The objects of the picture, best score first, in pixels of the picture as displayed.
     *
     * @param classes class names; a detection's index points here
     */
    record Found(
        int width, int height, ModelIdentity model, List<String> classes, List<Detection> objects)
        implements Answer {}

    /** Not a picture that can be read. */
    record Unreadable(String reason) implements Answer {}

    /** No room now. */
    record Busy(Duration retryAfter) implements Answer {}

    /** No model that could look at it now. */
    record Unavailable(String reason) implements Answer {}

    /** The deadline passed before there was a result. */
    record TooLate() implements Answer {}
  }
}
