package com.footanalytics.vision.cli;

/** A command cannot go on; carries the one line for the user and the exit status. */
final class CommandException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitStatus status;

  CommandException(ExitStatus status, String message) {
    super(message);
    this.status = status;
  }

  ExitStatus status() {
    return status;
  }
}
