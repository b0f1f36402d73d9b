package com.footanalytics.vision.cli;

/** What the process tells its caller. */
enum ExitStatus {
  DONE(0),
  BUG(1),
  WRONG_USAGE(2),
  INPUT_UNREADABLE(3),
  MODEL_UNUSABLE(4),
  CANCELLED(130);

  private final int code;

  ExitStatus(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
