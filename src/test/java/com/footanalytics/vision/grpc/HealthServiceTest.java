package com.footanalytics.vision.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.footanalytics.vision.pipeline.TestingModelControl;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@SuppressWarnings("NullAway.Init")
class HealthServiceTest {

  private final TestingModelControl models;
  private ManagedChannel channel;

  @Inject
  HealthServiceTest(TestingModelControl models) {
    this.models = models;
  }

  @BeforeEach
  void connect() {
    channel = TestingClient.connect();
  }

  @AfterEach
  void disconnect() {
    channel.shutdownNow();
    models.load("football");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "inference.GRPCInferenceService", "footanalytics.vision.v1.VideoAnalysis"})
  void everyServiceServesWhileWorkIsTaken(String service) {
    assertEquals(ServingStatus.SERVING, check(service));
    models.unload("football");
    assertEquals(ServingStatus.NOT_SERVING, check(service));
  }

  @Test
  void aServiceThatIsNotThereIsNotFound() {
    StatusRuntimeException e =
        assertThrows(StatusRuntimeException.class, () -> check("nosuch.Service"));
    assertEquals(Status.Code.NOT_FOUND, e.getStatus().getCode());
  }

  @Test
  void aWatcherHearsOfEveryChange() throws InterruptedException {
    TestingClient<HealthCheckRequest, HealthCheckResponse> first = watch("");
    TestingClient<HealthCheckRequest, HealthCheckResponse> second =
        watch("inference.GRPCInferenceService");
    assertEquals(ServingStatus.SERVING, first.next().getStatus());
    assertEquals(ServingStatus.SERVING, second.next().getStatus());
    models.unload("football");
    assertEquals(ServingStatus.NOT_SERVING, first.next().getStatus());
    assertEquals(ServingStatus.NOT_SERVING, second.next().getStatus());
    first.cancel();
    assertEquals(Status.Code.CANCELLED, Status.fromThrowable(first.end()).getCode());
    models.load("football");
    assertEquals(ServingStatus.SERVING, second.next().getStatus());
  }

  @Test
  void aServiceThatIsNotThereCanBeWatched() throws InterruptedException {
    TestingClient<HealthCheckRequest, HealthCheckResponse> unknown = watch("nosuch.Service");
    assertEquals(3, unknown.next().getStatusValue());
    unknown.cancel();
    assertEquals(Status.Code.CANCELLED, Status.fromThrowable(unknown.end()).getCode());
  }

  @Test
  void theServerListsItsServices() throws InterruptedException {
    var answers = new TestingClient<ServerReflectionRequest, ServerReflectionResponse>();
    var requests = ServerReflectionGrpc.newStub(channel).serverReflectionInfo(answers);
    requests.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
    List<String> names =
        answers.next().getListServicesResponse().getServiceList().stream()
            .map(ServiceResponse::getName)
            .toList();
    assertEquals(1, names.stream().filter("inference.GRPCInferenceService"::equals).count());
    assertEquals(1, names.stream().filter("grpc.health.v1.Health"::equals).count());
    requests.onCompleted();
  }

  private ServingStatus check(String service) {
    return HealthGrpc.newBlockingStub(channel).check(request(service)).getStatus();
  }

  private TestingClient<HealthCheckRequest, HealthCheckResponse> watch(String service) {
    var answers = new TestingClient<HealthCheckRequest, HealthCheckResponse>();
    HealthGrpc.newStub(channel).watch(request(service), answers);
    return answers;
  }

  private static HealthCheckRequest request(String service) {
    return HealthCheckRequest.newBuilder().setService(service).build();
  }
}
