package com.footanalytics.load.grpc;

import com.footanalytics.load.measure.Outcome;
import io.grpc.Status;
import java.util.Optional;

/**
 * How a call ended.
 *
 * @param fromService whether the service said so, and not the connection to it
 * @param fault what is wrong with answers whose status is OK; empty if nothing
 */
record CallEnd(Status status, boolean fromService, Optional<String> fault) {

  boolean isOk() {
    return status.isOk() && fault.isEmpty();
  }

  String code() {
    return status.getCode().name();
  }

  /** Why it failed, in one line; empty if it did not. */
  Optional<String> message() {
    return isOk() ? Optional.empty() : fault.or(() -> Optional.of(reason()));
  }

  private String reason() {
    StringBuilder reason = new StringBuilder();
    if (status.getCode() == Status.Code.UNAVAILABLE && !fromService) {
      reason.append(Outcome.TRANSPORT);
    }
    reason.append(status.getCode());
    if (status.getDescription() != null) {
      reason.append(": ").append(status.getDescription());
    }
    for (Throwable cause = status.getCause(); cause != null; cause = cause.getCause()) {
      reason.append(": ").append(cause.getMessage());
    }
    return reason.toString().replaceAll("\\s*\\R\\s*", " ");
  }
}
