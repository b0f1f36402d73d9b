package com.footanalytics.vision.testing;

/** Turns FFmpeg's error codes into failures of the test that asked. */
final class Checked {

  private Checked() {}

  static int code(String what, int code) {
    if (code < 0) {
      throw new IllegalStateException("test clip: " + what + " failed with " + code);
    }
    return code;
  }
}
