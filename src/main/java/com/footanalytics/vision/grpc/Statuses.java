package com.footanalytics.vision.grpc;

import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.oip.Failure;
import com.footanalytics.vision.oip.FailureException;
import com.google.protobuf.Any;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;

/** Failures as gRPC tells them. */
final class Statuses {

  private static final System.Logger LOG = System.getLogger(Statuses.class.getName());

  private Statuses() {}

  /**
   * What a failure is answered with; when it is worth to try again is told as {@code
   * google.rpc.RetryInfo}.
   */
  static StatusRuntimeException of(Failure failure) {
    Status.Code code = code(failure.code());
    if (failure.retryAfter().isEmpty()) {
      return code.toStatus().withDescription(failure.message()).asRuntimeException();
    }
    return StatusProto.toStatusRuntimeException(
        com.google.rpc.Status.newBuilder()
            .setCode(code.value())
            .setMessage(failure.message())
            .addDetails(Any.pack(retry(failure.retryAfter().get())))
            .build());
  }

  /** Why something was not done; what is nobody's but ours is logged and not told. */
  static Failure failure(RuntimeException e) {
    return switch (e) {
      case FailureException failed -> failed.failure();
      case ModelException refused ->
          Failure.of(Failure.Code.INVALID, String.valueOf(refused.getMessage()));
      default -> {
        LOG.log(System.Logger.Level.ERROR, "a call failed", e);
        yield Failure.of(Failure.Code.INTERNAL, "internal error; the server's log tells more");
      }
    };
  }

  private static Status.Code code(Failure.Code code) {
    return switch (code) {
      case INVALID -> Status.Code.INVALID_ARGUMENT;
      case NOT_FOUND -> Status.Code.NOT_FOUND;
      case TOO_LARGE, OVERLOADED -> Status.Code.RESOURCE_EXHAUSTED;
      case UNSUPPORTED -> Status.Code.UNIMPLEMENTED;
      case UNAVAILABLE -> Status.Code.UNAVAILABLE;
      case TOO_LATE -> Status.Code.DEADLINE_EXCEEDED;
      case CANCELLED -> Status.Code.CANCELLED;
      case INTERNAL -> Status.Code.INTERNAL;
    };
  }

  private static RetryInfo retry(Duration after) {
    return RetryInfo.newBuilder()
        .setRetryDelay(
            com.google.protobuf.Duration.newBuilder()
                .setSeconds(after.getSeconds())
                .setNanos(after.getNano()))
        .build();
  }
}
