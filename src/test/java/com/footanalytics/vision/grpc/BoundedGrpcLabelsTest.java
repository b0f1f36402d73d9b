package com.footanalytics.vision.grpc;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Empty;
import com.google.protobuf.Message;
import footanalytics.vision.v1.AnalyzeOptions;
import footanalytics.vision.v1.AnalyzeRequest;
import footanalytics.vision.v1.AnalyzeResponse;
import footanalytics.vision.v1.VideoAnalysisGrpc;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import inference.GRPCInferenceServiceGrpc;
import inference.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import inference.ModelConfigRequest;
import inference.ModelInferRequest;
import inference.ModelMetadataRequest;
import inference.ModelReadyRequest;
import inference.ModelStatisticsRequest;
import inference.RepositoryModelLoadRequest;
import inference.RepositoryModelUnloadRequest;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever callers over gRPC name, they make no series of their own. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class BoundedGrpcLabelsTest {

  private static final int CALLS = 60;
  private static final String MARK = "hostile";
  private static final List<String> NAMES =
      List.of(
          MARK,
          MARK + "\"} 1\n" + MARK + "{x=\"",
          MARK + "\\",
          MARK + "\u0000",
          MARK + "\u26bd\u202e",
          MARK + "/../" + MARK,
          MARK + ":2",
          MARK + "x".repeat(2000));

  @TestHTTPResource(value = "/", management = true)
  private URI management;

  private ManagedChannel channel;

  @BeforeEach
  void connect() {
    channel = TestingClient.connect();
  }

  @AfterEach
  void disconnect() {
    channel.shutdownNow();
  }

  @Test
  void aModelOrVersionThatIsNamedIsNoLabel() throws Exception {
    Set<String> before = series();
    for (String name : NAMES) {
      askAll(name, "");
      askAll(name, name);
      askAll("sum", name);
      analyze(name);
    }
    assertNothingNew(before);
  }

  @Test
  void endlesslyManyNamesMakeNoSeries() {
    Set<String> before = series();
    for (int i = 0; i < CALLS; i++) {
      askAll(MARK + i, Integer.toString(i));
    }
    assertNothingNew(before);
  }

  @Test
  void aMethodThatIsNotThereIsNoLabel() {
    Set<String> before = series();
    for (int i = 0; i < CALLS; i++) {
      for (String service :
          List.of(GRPCInferenceServiceGrpc.SERVICE_NAME, "inference." + MARK + i, MARK + "{x=\"")) {
        assertThrows(
            StatusRuntimeException.class,
            () ->
                ClientCalls.blockingUnaryCall(
                    channel,
                    method(service, MARK),
                    CallOptions.DEFAULT,
                    Empty.getDefaultInstance()));
      }
    }
    assertNothingNew(before);
  }

  @Test
  void whatACallerCallsItselfOrAsksTheHealthOfIsNoLabel() {
    Set<String> before = series();
    for (int i = 0; i < CALLS; i++) {
      Metadata headers = new Metadata();
      headers.put(ArrivalInterceptor.CALLER_ID, MARK + i);
      var named =
          ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
      var request = ModelInferRequest.newBuilder().setModelName(MARK).setId(MARK + i).build();
      refused(GRPCInferenceServiceGrpc.newBlockingStub(named)::modelInfer, request);
      refused(
          HealthGrpc.newBlockingStub(named)::check,
          HealthCheckRequest.newBuilder().setService(MARK + i).build());
    }
    assertNothingNew(before);
  }

  private void askAll(String model, String version) {
    GRPCInferenceServiceBlockingStub stub = GRPCInferenceServiceGrpc.newBlockingStub(channel);
    refused(
        stub::modelInfer,
        ModelInferRequest.newBuilder().setModelName(model).setModelVersion(version).build());
    refused(
        stub::modelMetadata,
        ModelMetadataRequest.newBuilder().setName(model).setVersion(version).build());
    refused(
        stub::modelConfig,
        ModelConfigRequest.newBuilder().setName(model).setVersion(version).build());
    refused(
        stub::modelReady,
        ModelReadyRequest.newBuilder().setName(model).setVersion(version).build());
    refused(
        stub::modelStatistics,
        ModelStatisticsRequest.newBuilder().setName(model).setVersion(version).build());
    if (model.startsWith(MARK)) {
      refused(
          stub::repositoryModelLoad,
          RepositoryModelLoadRequest.newBuilder().setModelName(model).build());
      refused(
          stub::repositoryModelUnload,
          RepositoryModelUnloadRequest.newBuilder().setModelName(model).build());
    }
  }

  /** The testing service knows no such model, whichever way it says so. */
  private static <Q extends Message> void refused(Consumer<Q> call, Q request) {
    try {
      call.accept(request);
    } catch (StatusRuntimeException e) {
      assertTrue(!e.getStatus().isOk(), e.toString());
    }
  }

  private void analyze(String model) throws InterruptedException {
    var answers = new TestingClient<AnalyzeRequest, AnalyzeResponse>();
    StreamObserver<AnalyzeRequest> requests = VideoAnalysisGrpc.newStub(channel).analyze(answers);
    requests.onNext(
        AnalyzeRequest.newBuilder()
            .setOptions(AnalyzeOptions.newBuilder().setName(model).setModel(model))
            .build());
    requests.onCompleted();
    assertTrue(answers.end() instanceof StatusRuntimeException);
  }

  private static MethodDescriptor<Empty, Empty> method(String service, String name) {
    return MethodDescriptor.<Empty, Empty>newBuilder()
        .setType(MethodDescriptor.MethodType.UNARY)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(service, name))
        .setRequestMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
        .setResponseMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
        .build();
  }

  private void assertNothingNew(Set<String> before) {
    Set<String> after = series();
    after.removeAll(before);
    after.removeIf(line -> !line.startsWith("ml_") && !line.contains(MARK));
    assertEquals(Set.of(), after);
  }

  /** Every series there is, without its value. */
  private Set<String> series() {
    String page =
        given()
            .accept("text/plain")
            .get(management.resolve("/q/metrics"))
            .then()
            .statusCode(200)
            .extract()
            .asString();
    assertTrue(page.getBytes(UTF_8).length > 0);
    return page.lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.substring(0, line.lastIndexOf(' ')))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
