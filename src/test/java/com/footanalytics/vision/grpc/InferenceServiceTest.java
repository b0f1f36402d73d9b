package com.footanalytics.vision.grpc;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.batch.NativePool;
import com.footanalytics.vision.oip.Failure;
import com.footanalytics.vision.oip.InferRequest.Origin;
import com.footanalytics.vision.oip.TestingTensorModels;
import com.footanalytics.vision.oip.TestingTensorModels.Run;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import com.google.rpc.RetryInfo;
import inference.GRPCInferenceServiceGrpc;
import inference.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import inference.ModelConfigRequest;
import inference.ModelInferRequest;
import inference.ModelInferRequest.InferRequestedOutputTensor;
import inference.ModelInferResponse;
import inference.ModelMetadataRequest;
import inference.ModelReadyRequest;
import inference.ModelStatisticsRequest;
import inference.ModelStreamInferResponse;
import inference.RepositoryIndexRequest;
import inference.RepositoryModelLoadRequest;
import inference.RepositoryModelUnloadRequest;
import inference.ServerLiveRequest;
import inference.ServerMetadataRequest;
import inference.ServerReadyRequest;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@QuarkusTest
@SuppressWarnings("NullAway.Init")
class InferenceServiceTest {

  private final TestingTensorModels models;
  private final NativePool pool;
  private ManagedChannel channel;
  private GRPCInferenceServiceBlockingStub client;

  @Inject
  InferenceServiceTest(TestingTensorModels models, NativePool pool) {
    this.models = models;
    this.pool = pool;
  }

  @BeforeEach
  void connect() {
    models.reset();
    channel = TestingClient.connect();
    client = GRPCInferenceServiceGrpc.newBlockingStub(channel);
  }

  @AfterEach
  void nothingIsLeftBehind() {
    models.reset();
    channel.shutdownNow();
    assertEquals(0, pool.takenBytes());
  }

  @Test
  void aCallIsToldHowLongItTook() {
    var trailers = new AtomicReference<Metadata>();
    var timed =
        client.withInterceptors(
            MetadataUtils.newCaptureMetadataInterceptor(new AtomicReference<>(), trailers));
    timed.serverLive(ServerLiveRequest.getDefaultInstance());
    assertTiming(trailers);
    var unknown = ModelMetadataRequest.newBuilder().setName("nosuch").build();
    assertThrows(StatusRuntimeException.class, () -> timed.modelMetadata(unknown));
    assertTiming(trailers);
  }

  private static void assertTiming(AtomicReference<Metadata> trailers) {
    var key = Metadata.Key.of("server-timing", Metadata.ASCII_STRING_MARSHALLER);
    String timing = String.valueOf(trailers.getAndSet(new Metadata()).get(key));
    assertTrue(timing.matches("total;dur=\\d+\\.\\d{3}"), timing);
  }

  @Test
  void theServerTellsOfItself() {
    assertTrue(client.serverLive(ServerLiveRequest.getDefaultInstance()).getLive());
    assertTrue(client.serverReady(ServerReadyRequest.getDefaultInstance()).getReady());
    var metadata = client.serverMetadata(ServerMetadataRequest.getDefaultInstance());
    assertEquals("ml-pipeline", metadata.getName());
    assertFalse(metadata.getVersion().isEmpty());
    assertTrue(metadata.getExtensionsList().contains("statistics"));
  }

  @Test
  void theServerTellsOfItsModels() {
    assertEquals(
        "INPUT0",
        client
            .modelMetadata(ModelMetadataRequest.newBuilder().setName("pair").build())
            .getInputs(0)
            .getName());
    assertEquals(
        8,
        client
            .modelConfig(ModelConfigRequest.newBuilder().setName("pair").build())
            .getConfig()
            .getMaxBatchSize());
    assertEquals(
        1,
        client.modelStatistics(ModelStatisticsRequest.getDefaultInstance()).getModelStatsCount());
    assertTrue(ready("pair"));
    assertFalse(ready("asleep"));
  }

  @Test
  void aModelThatIsNotThereIsNotFound() {
    for (Executable call :
        List.<Executable>of(
            () -> ready("nosuch"),
            () -> client.modelMetadata(ModelMetadataRequest.newBuilder().setName("x").build()),
            () -> client.modelConfig(ModelConfigRequest.newBuilder().setName("x").build()),
            () -> client.modelStatistics(ModelStatisticsRequest.newBuilder().setName("x").build()),
            () -> client.modelInfer(Requests.raw("", 1).toBuilder().setModelName("x").build()))) {
      assertStatus(Status.Code.NOT_FOUND, "is not there", call);
    }
  }

  @Test
  void sumAndDifferenceComeBackInTheOrderAsked() {
    ModelInferResponse all = client.modelInfer(Requests.pair(5, 3));
    assertEquals(Requests.sixteen(8), all.getRawOutputContents(0));
    assertEquals(Requests.sixteen(2), all.getRawOutputContents(1));
    assertEquals(List.of(1L, 16L), all.getOutputs(1).getShapeList());

    ModelInferResponse one =
        client.modelInfer(
            Requests.pair(5, 3).toBuilder()
                .addOutputs(InferRequestedOutputTensor.newBuilder().setName("OUTPUT1"))
                .build());
    assertEquals(1, one.getOutputsCount());
    assertEquals(Requests.sixteen(2), one.getRawOutputContents(0));
  }

  @Test
  void listsAreAnsweredWithListsAndTheIdIsTheCallers() {
    ModelInferResponse response = client.modelInfer(Requests.typed("7", 1, 2));
    assertEquals("7", response.getId());
    assertEquals(List.of(1f, 2f), response.getOutputs(0).getContents().getFp32ContentsList());
  }

  @Test
  void aRequestOfManyMegabytesComesThrough() {
    ModelInferRequest request = bytes(40 << 20);
    ModelInferResponse response = client.modelInfer(request);
    assertEquals(request.getRawInputContents(0), response.getRawOutputContents(0));
  }

  @Test
  void aRequestBeyondTheLimitIsRefused() {
    assertStatus(
        Status.Code.RESOURCE_EXHAUSTED,
        "exceeds maximum",
        () -> client.modelInfer(bytes(65 << 20)));
    assertTrue(client.serverLive(ServerLiveRequest.getDefaultInstance()).getLive());
  }

  @Test
  void aModelThatIsFullSaysWhenToComeAgain() throws Exception {
    models.fail(
        new Failure(
            Failure.Code.OVERLOADED, "the queue is full", Optional.of(Duration.ofSeconds(3))));
    StatusRuntimeException e =
        assertStatus(
            Status.Code.RESOURCE_EXHAUSTED,
            "the queue is full",
            () -> client.modelInfer(Requests.raw("", 1)));
    RetryInfo retry =
        requireNonNull(StatusProto.fromThrowable(e)).getDetails(0).unpack(RetryInfo.class);
    assertEquals(3, retry.getRetryDelay().getSeconds());
  }

  @Test
  void theModelKnowsWhoAsksAndHowLongTheyWait() throws InterruptedException {
    client.modelInfer(Requests.raw("", 1));
    Origin patient = models.next().request().origin();
    assertEquals("grpc", patient.protocol());
    assertTrue(List.of("127.0.0.1", "0:0:0:0:0:0:0:1").contains(patient.caller()));
    assertEquals(Long.MAX_VALUE, patient.deadlineNanos());

    client.withDeadlineAfter(1, TimeUnit.HOURS).modelInfer(Requests.raw("", 1));
    Origin hurried = models.next().request().origin();
    long wait = hurried.deadlineNanos() - hurried.arrivedNanos();
    assertTrue(wait > TimeUnit.MINUTES.toNanos(50) && wait <= TimeUnit.HOURS.toNanos(1));
  }

  @Test
  void aCallWhoseDeadlinePassesIsCancelled() throws InterruptedException {
    models.hold();
    assertStatus(
        Status.Code.DEADLINE_EXCEEDED,
        "",
        () -> client.withDeadlineAfter(200, TimeUnit.MILLISECONDS).modelInfer(Requests.raw("", 1)));
    assertTrue(models.next().awaitCancel());
  }

  @Test
  void aCallThatItsCallerCancelsIsCancelled() throws InterruptedException {
    models.hold();
    ListenableFuture<ModelInferResponse> call =
        GRPCInferenceServiceGrpc.newFutureStub(channel).modelInfer(Requests.raw("", 1));
    Run run = models.next();
    assertTrue(call.cancel(true));
    assertTrue(run.awaitCancel());
  }

  @Test
  void callsRunSideBySide() throws Exception {
    models.hold();
    var future = GRPCInferenceServiceGrpc.newFutureStub(channel);
    var calls = new ArrayList<ListenableFuture<ModelInferResponse>>();
    for (int i = 0; i < 50; i++) {
      calls.add(future.modelInfer(Requests.raw(Integer.toString(i), i)));
    }
    var runs = new ArrayList<Run>();
    for (int i = 0; i < 50; i++) {
      runs.add(models.next());
    }
    runs.reversed().forEach(Run::finish);
    for (int i = 0; i < 50; i++) {
      ModelInferResponse response = calls.get(i).get(20, TimeUnit.SECONDS);
      assertEquals(Integer.toString(i), response.getId());
      assertEquals(Requests.floats(i), response.getRawOutputContents(0));
    }
  }

  @Test
  void aStreamAnswersInOrderAndOutlivesAnError() throws InterruptedException {
    var answers = new TestingClient<ModelInferRequest, ModelStreamInferResponse>();
    StreamObserver<ModelInferRequest> requests = stream(answers);
    requests.onNext(Requests.raw("1", 1));
    requests.onNext(Requests.raw("2", 2).toBuilder().setModelName("nosuch").build());
    requests.onNext(Requests.raw("3", 3));
    assertEquals("1", answers.next().getInferResponse().getId());
    ModelStreamInferResponse failed = answers.next();
    assertEquals("2", failed.getInferResponse().getId());
    assertTrue(failed.getErrorMessage().contains("nosuch"));
    assertEquals("3", answers.next().getInferResponse().getId());
    requests.onCompleted();
    assertNull(answers.end());
  }

  @Test
  void aStreamTakesManyRequestsWithABoundOnThoseInFlight() throws InterruptedException {
    models.hold();
    int count = 4 * InferStream.MOST_IN_FLIGHT;
    var answers = new TestingClient<ModelInferRequest, ModelStreamInferResponse>();
    StreamObserver<ModelInferRequest> requests = stream(answers);
    for (int i = 0; i < count; i++) {
      requests.onNext(Requests.raw(Integer.toString(i), i));
    }
    requests.onCompleted();
    var first = new ArrayList<Run>();
    for (int i = 0; i < InferStream.MOST_IN_FLIGHT; i++) {
      first.add(models.next());
    }
    assertEquals(0, models.waiting());
    first.forEach(Run::finish);
    for (int i = InferStream.MOST_IN_FLIGHT; i < count; i++) {
      models.next().finish();
    }
    for (int i = 0; i < count; i++) {
      assertEquals(Integer.toString(i), answers.next().getInferResponse().getId());
    }
    assertNull(answers.end());
  }

  @Test
  void aStreamThatItsCallerCancelsCancelsWhatRuns() throws InterruptedException {
    models.hold();
    var answers = new TestingClient<ModelInferRequest, ModelStreamInferResponse>();
    StreamObserver<ModelInferRequest> requests = stream(answers);
    requests.onNext(Requests.raw("1", 1));
    requests.onNext(Requests.raw("2", 2));
    Run first = models.next();
    Run second = models.next();
    answers.cancel();
    assertTrue(first.awaitCancel());
    assertTrue(second.awaitCancel());
  }

  @Test
  void theRepositoryIsListedUnloadedAndLoaded() {
    var unload = RepositoryModelUnloadRequest.newBuilder().setModelName("football").build();
    var load = RepositoryModelLoadRequest.newBuilder().setModelName("football").build();
    assertEquals(
        2, client.repositoryIndex(RepositoryIndexRequest.getDefaultInstance()).getModelsCount());
    client.repositoryModelUnload(unload);
    try {
      assertFalse(client.serverReady(ServerReadyRequest.getDefaultInstance()).getReady());
      assertEquals(1, client.modelInfer(Requests.raw("", 1)).getOutputsCount());
    } finally {
      client.repositoryModelLoad(load);
    }
    assertTrue(client.serverReady(ServerReadyRequest.getDefaultInstance()).getReady());
    assertStatus(
        Status.Code.INVALID_ARGUMENT,
        "other: not loaded",
        () ->
            client.repositoryModelUnload(
                RepositoryModelUnloadRequest.newBuilder().setModelName("other").build()));
  }

  private StreamObserver<ModelInferRequest> stream(
      TestingClient<ModelInferRequest, ModelStreamInferResponse> answers) {
    return GRPCInferenceServiceGrpc.newStub(channel).modelStreamInfer(answers);
  }

  private boolean ready(String model) {
    return client.modelReady(ModelReadyRequest.newBuilder().setName(model).build()).getReady();
  }

  private static ModelInferRequest bytes(int count) {
    return Requests.to(TestingTensorModels.IDENTITY)
        .addInputs(Requests.input("x", "UINT8", (long) count))
        .addRawInputContents(ByteString.copyFrom(new byte[count]))
        .build();
  }

  private static StatusRuntimeException assertStatus(
      Status.Code code, String message, Executable call) {
    StatusRuntimeException e = assertThrows(StatusRuntimeException.class, call);
    assertEquals(code, e.getStatus().getCode(), e::toString);
    assertTrue(String.valueOf(e.getStatus().getDescription()).contains(message), e::toString);
    return e;
  }
}
