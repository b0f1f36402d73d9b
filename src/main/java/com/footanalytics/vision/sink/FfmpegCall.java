package com.footanalytics.vision.sink;

import com.footanalytics.vision.probe.Ffmpeg;
import java.io.IOException;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** Turns FFmpeg's ways of failing into exceptions. */
final class FfmpegCall {

  private FfmpegCall() {}

  /**
   * {@code result} of a call that is negative where it failed.
   *
   * @param step what was tried, for the message
   */
  static int checked(int result, String step) throws IOException {
    if (result < 0) {
      throw new IOException(step + ": " + Ffmpeg.describe(result));
    }
    return result;
  }

  /**
   * {@code pointer} of a call that gives none where it failed.
   *
   * @param step what was tried, for the message
   */
  static <P extends Pointer> P made(@Nullable P pointer, String step) throws IOException {
    if (pointer == null || pointer.isNull()) {
      throw new IOException(step + ": out of memory");
    }
    return pointer;
  }
}
