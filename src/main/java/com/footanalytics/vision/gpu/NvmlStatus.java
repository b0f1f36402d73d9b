package com.footanalytics.vision.gpu;

/** What calls of the management library answer that is told apart here. */
final class NvmlStatus {

  static final int SUCCESS = 0;
  static final int UNINITIALIZED = 1;
  static final int INVALID_ARGUMENT = 2;
  static final int NOT_SUPPORTED = 3;
  static final int FUNCTION_NOT_FOUND = 13;
  static final int GPU_IS_LOST = 15;
  static final int RESET_REQUIRED = 16;
  static final int ARGUMENT_VERSION_MISMATCH = 25;
  static final int UNKNOWN = 999;

  private NvmlStatus() {}

  /** Whether only a new session with the driver can bring an answer. */
  static boolean needsNewSession(int status) {
    return switch (status) {
      case UNINITIALIZED, GPU_IS_LOST, RESET_REQUIRED, UNKNOWN -> true;
      default -> false;
    };
  }

  /** Whether a driver does not know a version of a structure. */
  static boolean isOtherVersion(int status) {
    return switch (status) {
      case INVALID_ARGUMENT, NOT_SUPPORTED, FUNCTION_NOT_FOUND, ARGUMENT_VERSION_MISMATCH -> true;
      default -> false;
    };
  }
}
