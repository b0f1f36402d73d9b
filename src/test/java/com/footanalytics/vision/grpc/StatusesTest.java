package com.footanalytics.vision.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.oip.Failure;
import com.footanalytics.vision.oip.FailureException;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusesTest {

  @ParameterizedTest
  @CsvSource({
    "INVALID,INVALID_ARGUMENT",
    "NOT_FOUND,NOT_FOUND",
    "TOO_LARGE,RESOURCE_EXHAUSTED",
    "UNSUPPORTED,UNIMPLEMENTED",
    "OVERLOADED,RESOURCE_EXHAUSTED",
    "UNAVAILABLE,UNAVAILABLE",
    "TOO_LATE,DEADLINE_EXCEEDED",
    "CANCELLED,CANCELLED",
    "INTERNAL,INTERNAL"
  })
  void everyFailureHasItsStatus(Failure.Code code, Status.Code expected) {
    StatusRuntimeException e = Statuses.of(Failure.of(code, "why"));
    assertEquals(expected, e.getStatus().getCode());
    assertEquals("why", e.getStatus().getDescription());
    assertNull(e.getTrailers());
  }

  @Test
  void whenToTryAgainIsToldAsRetryInfo() throws InvalidProtocolBufferException {
    StatusRuntimeException e =
        Statuses.of(
            new Failure(Failure.Code.OVERLOADED, "full", Optional.of(Duration.ofMillis(1250))));
    assertEquals(Status.Code.RESOURCE_EXHAUSTED, e.getStatus().getCode());
    assertEquals("full", e.getStatus().getDescription());
    com.google.rpc.Status details = StatusProto.fromThrowable(e);
    assertNotNull(details);
    RetryInfo retry = details.getDetails(0).unpack(RetryInfo.class);
    assertEquals(1, retry.getRetryDelay().getSeconds());
    assertEquals(250_000_000, retry.getRetryDelay().getNanos());
  }

  @Test
  void whatIsTheCallersIsToldAndWhatIsOursIsNot() {
    Failure known = Failure.of(Failure.Code.NOT_FOUND, "nosuch");
    assertEquals(known, Statuses.failure(new FailureException(known)));
    assertEquals(
        Failure.of(Failure.Code.INVALID, "sha256 differs"),
        Statuses.failure(new ModelException("sha256 differs")));
    Failure ours = Statuses.failure(new IllegalStateException("/secret/path"));
    assertEquals(Failure.Code.INTERNAL, ours.code());
    assertEquals("internal error; the server's log tells more", ours.message());
  }
}
