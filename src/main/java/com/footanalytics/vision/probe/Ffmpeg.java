package com.footanalytics.vision.probe;

import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * The native FFmpeg libraries as a whole. They write nothing to standard error; what goes wrong is
 * said by the code that called them. Thread-safe.
 */
public final class Ffmpeg {

  private static final int MESSAGE_BYTES = 256;

  static {
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
  }

  private Ffmpeg() {}

  /** Loads and silences the libraries; does nothing the second time. */
  public static void load() {}

  /** FFmpeg's own words for a negative return code. */
  public static String describe(int code) {
    byte[] message = new byte[MESSAGE_BYTES];
    avutil.av_strerror(code, message, message.length);
    int length = 0;
    while (length < message.length && message[length] != 0) {
      length++;
    }
    return new String(message, 0, length, StandardCharsets.UTF_8);
  }
}
