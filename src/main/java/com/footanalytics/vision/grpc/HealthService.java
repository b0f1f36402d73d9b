package com.footanalytics.vision.grpc;

import com.footanalytics.vision.oip.Admission;
import footanalytics.vision.v1.VideoAnalysisGrpc;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import inference.GRPCInferenceServiceGrpc;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.vertx.core.Vertx;
import java.util.List;

/** Whether work is taken, as {@code grpc.health.v1} asks; the same for every service. */
@GrpcService
final class HealthService extends HealthGrpc.HealthImplBase {

  private static final List<String> SERVICES =
      List.of("", GRPCInferenceServiceGrpc.SERVICE_NAME, VideoAnalysisGrpc.SERVICE_NAME);

  /** A status of the protocol that the generated classes do not name. */
  private static final int SERVICE_UNKNOWN = 3;

  private static final long LOOK_MILLIS = 250;

  private final Admission admission;
  private final HealthWatchers watchers;

  HealthService(Admission admission, Vertx vertx) {
    this.admission = admission;
    this.watchers =
        new HealthWatchers(
            this::status,
            tick -> {
              long timer = vertx.setPeriodic(LOOK_MILLIS, _ -> tick.run());
              return () -> vertx.cancelTimer(timer);
            });
  }

  @Override
  public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
    if (SERVICES.contains(request.getService())) {
      answer.onNext(HealthWatchers.response(status()));
      answer.onCompleted();
    } else {
      answer.onError(
          Status.NOT_FOUND
              .withDescription(
                  "service: %s (expected: one of %s)".formatted(request.getService(), SERVICES))
              .asRuntimeException());
    }
  }

  /** A service that is not known stays open, for the client may wait until it is. */
  @Override
  public void watch(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answers) {
    var call = (ServerCallStreamObserver<HealthCheckResponse>) answers;
    call.setOnCancelHandler(() -> watchers.remove(call));
    if (SERVICES.contains(request.getService())) {
      watchers.add(call);
    } else {
      call.onNext(HealthCheckResponse.newBuilder().setStatusValue(SERVICE_UNKNOWN).build());
    }
  }

  private ServingStatus status() {
    return admission.unready().isEmpty() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
  }
}
