package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Int32Value;
import com.google.protobuf.StringValue;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * grpc.health.v1.Health, the health checking protocol of gRPC. Its request, a string in field 1,
 * and its response, an enumeration in field 1, are on the wire what StringValue and Int32Value are.
 */
@Group(value = "gRPC: health checking", kind = Group.Kind.EXTENSION)
class HealthGrpcIT {

  private static final int SERVING = 1;
  private static final int SERVICE_UNKNOWN = 3;
  private static final String SERVICE = "inference.GRPCInferenceService";

  private final Target target;

  HealthGrpcIT(Target target) {
    this.target = target;
  }

  /** Check: the empty name is the server's. */
  @Test
  void theServerIsServing() {
    assertEquals(SERVING, check(""));
  }

  /** Check: a service by its full name. */
  @Test
  void theInferenceServiceIsServing() {
    assertEquals(SERVING, check(SERVICE));
  }

  /** Check: a service that there is not is NOT_FOUND. */
  @Test
  void anUnknownServiceIsNotFound() {
    check("");
    Status status = Messages.failure(() -> check("no.such.Service"));
    assertEquals(Status.Code.NOT_FOUND, status.getCode());
  }

  /** Watch: the status at once. */
  @Test
  void aWatchTellsTheStatusAtOnce() {
    assertEquals(SERVING, watch(""));
  }

  /** Watch: a service by its full name. */
  @Test
  void aWatchOfTheInferenceServiceTellsItsStatus() {
    assertEquals(SERVING, watch(SERVICE));
  }

  /** Watch: a service that there is not is SERVICE_UNKNOWN, for it may come. */
  @Test
  void aWatchOfAnUnknownServiceTellsThatItIsUnknown() {
    assertEquals(SERVICE_UNKNOWN, watch("no.such.Service"));
  }

  /** Watch: the stream stays open. */
  @Test
  void aWatchIsNotEndedByTheServer() {
    watch("");
    Iterator<Int32Value> updates = updates("", 1);
    assertEquals(SERVING, updates.next().getValue());
    Status end = Messages.failure(updates::hasNext);
    assertEquals(Status.Code.DEADLINE_EXCEEDED, end.getCode(), "open until the client's deadline");
  }

  private int check(String service) {
    try {
      return ClientCalls.blockingUnaryCall(
              target.grpc().channel(),
              method(MethodType.UNARY, "Check"),
              options(30),
              StringValue.of(service))
          .getValue();
    } catch (StatusRuntimeException e) {
      throw implemented(e);
    }
  }

  private int watch(String service) {
    try {
      return updates(service, 5).next().getValue();
    } catch (StatusRuntimeException e) {
      throw implemented(e);
    }
  }

  private Iterator<Int32Value> updates(String service, int seconds) {
    return ClientCalls.blockingServerStreamingCall(
        target.grpc().channel(),
        method(MethodType.SERVER_STREAMING, "Watch"),
        options(seconds),
        StringValue.of(service));
  }

  private StatusRuntimeException implemented(StatusRuntimeException e) {
    if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
      target.refuse("the server does not have this call of grpc.health.v1.Health");
    }
    return e;
  }

  private static CallOptions options(int seconds) {
    return CallOptions.DEFAULT.withDeadlineAfter(seconds, TimeUnit.SECONDS);
  }

  private static MethodDescriptor<StringValue, Int32Value> method(MethodType type, String name) {
    return MethodDescriptor.<StringValue, Int32Value>newBuilder()
        .setType(type)
        .setFullMethodName("grpc.health.v1.Health/" + name)
        .setRequestMarshaller(ProtoUtils.marshaller(StringValue.getDefaultInstance()))
        .setResponseMarshaller(ProtoUtils.marshaller(Int32Value.getDefaultInstance()))
        .build();
  }
}
