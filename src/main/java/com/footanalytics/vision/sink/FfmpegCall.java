package com.footanalytics.vision.sink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** Turns FFmpeg's ways of failing into exceptions. */
final class FfmpegCall {

  private static final int TEXT_BYTES = 128;

  private FfmpegCall() {}

  /**
   * {@code result} of a call that is negative where it failed.
   *
   * @param step what was tried, for the message
   */
  static int checked(int result, String step) throws IOException {
    if (result < 0) {
      throw new IOException(step + ": " + text(result));
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

  private static String text(int error) {
    byte[] text = new byte[TEXT_BYTES];
    avutil.av_strerror(error, text, text.length);
    int length = 0;
    while (length < text.length && text[length] != 0) {
      length++;
    }
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }
}
