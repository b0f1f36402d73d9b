package com.footanalytics.vision.grpc;

import com.footanalytics.vision.batch.NativePool;
import com.footanalytics.vision.oip.Admission;
import com.footanalytics.vision.oip.TensorService;
import com.footanalytics.vision.pipeline.ModelControl;
import inference.GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase;
import inference.ModelConfigRequest;
import inference.ModelConfigResponse;
import inference.ModelInferRequest;
import inference.ModelInferResponse;
import inference.ModelMetadataRequest;
import inference.ModelMetadataResponse;
import inference.ModelReadyRequest;
import inference.ModelReadyResponse;
import inference.ModelStatisticsRequest;
import inference.ModelStatisticsResponse;
import inference.ModelStreamInferResponse;
import inference.RepositoryIndexRequest;
import inference.RepositoryIndexResponse;
import inference.RepositoryModelLoadRequest;
import inference.RepositoryModelLoadResponse;
import inference.RepositoryModelUnloadRequest;
import inference.RepositoryModelUnloadResponse;
import inference.ServerLiveRequest;
import inference.ServerLiveResponse;
import inference.ServerMetadataRequest;
import inference.ServerMetadataResponse;
import inference.ServerReadyRequest;
import inference.ServerReadyResponse;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.quarkus.virtual.threads.VirtualThreads;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The Open Inference Protocol v2. Calls run on the event loop, for none waits; those on the
 * repository, which read the disk, on virtual threads.
 */
@GrpcService
final class InferenceService extends GRPCInferenceServiceImplBase {

  private static final List<String> EXTENSIONS =
      List.of(
          "binary_tensor_data",
          "model_configuration",
          "model_repository",
          "parameters",
          "schedule_policy",
          "statistics");

  private final TensorService tensors;
  private final Admission admission;
  private final Inferences inferences;
  private final RepositoryCalls repository;
  private final ExecutorService threads;
  private final ServerMetadataResponse metadata;

  InferenceService(
      TensorService tensors,
      Admission admission,
      NativePool pool,
      ModelControl models,
      @VirtualThreads ExecutorService threads,
      @ConfigProperty(name = "quarkus.application.name") String name,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.tensors = tensors;
    this.admission = admission;
    this.inferences = new Inferences(tensors, admission, new InferRequests(pool));
    this.repository = new RepositoryCalls(models);
    this.threads = threads;
    this.metadata =
        ServerMetadataResponse.newBuilder()
            .setName(name)
            .setVersion(version)
            .addAllExtensions(EXTENSIONS)
            .build();
  }

  @Override
  public ServerServiceDefinition bindService() {
    return BufferedRequests.in(super.bindService());
  }

  @Override
  public void serverLive(ServerLiveRequest request, StreamObserver<ServerLiveResponse> answer) {
    answer(answer, () -> ServerLiveResponse.newBuilder().setLive(true).build());
  }

  @Override
  public void serverReady(ServerReadyRequest request, StreamObserver<ServerReadyResponse> answer) {
    answer(
        answer,
        () -> ServerReadyResponse.newBuilder().setReady(admission.unready().isEmpty()).build());
  }

  @Override
  public void serverMetadata(
      ServerMetadataRequest request, StreamObserver<ServerMetadataResponse> answer) {
    answer(answer, () -> metadata);
  }

  @Override
  public void modelReady(ModelReadyRequest request, StreamObserver<ModelReadyResponse> answer) {
    answer(
        answer,
        () ->
            ModelReadyResponse.newBuilder()
                .setReady(tensors.ready(request.getName(), request.getVersion()))
                .build());
  }

  @Override
  public void modelMetadata(
      ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> answer) {
    answer(answer, () -> ModelViews.of(tensors.metadata(request.getName(), request.getVersion())));
  }

  @Override
  public void modelConfig(ModelConfigRequest request, StreamObserver<ModelConfigResponse> answer) {
    answer(
        answer,
        () -> ModelViews.of(tensors.configuration(request.getName(), request.getVersion())));
  }

  @Override
  public void modelStatistics(
      ModelStatisticsRequest request, StreamObserver<ModelStatisticsResponse> answer) {
    answer(
        answer, () -> ModelViews.of(tensors.statistics(request.getName(), request.getVersion())));
  }

  @Override
  public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> answer) {
    inferences.one(
        request, Arrival.OF_CALL.get(), (ServerCallStreamObserver<ModelInferResponse>) answer);
  }

  @Override
  public StreamObserver<ModelInferRequest> modelStreamInfer(
      StreamObserver<ModelStreamInferResponse> answers) {
    return new InferStream(
        inferences,
        Arrival.OF_CALL.get(),
        (ServerCallStreamObserver<ModelStreamInferResponse>) answers);
  }

  @Override
  public void repositoryIndex(
      RepositoryIndexRequest request, StreamObserver<RepositoryIndexResponse> answer) {
    answerAside(answer, () -> repository.index(request));
  }

  @Override
  public void repositoryModelLoad(
      RepositoryModelLoadRequest request, StreamObserver<RepositoryModelLoadResponse> answer) {
    answerAside(answer, () -> repository.load(request));
  }

  @Override
  public void repositoryModelUnload(
      RepositoryModelUnloadRequest request, StreamObserver<RepositoryModelUnloadResponse> answer) {
    answerAside(answer, () -> repository.unload(request));
  }

  /**
   * Works on a virtual thread, and hears there of nothing else: the framework's own way of doing so
   * loses the events of a call now and then, which leaves its caller without an answer.
   */
  private <A> void answerAside(StreamObserver<A> observer, Supplier<A> work) {
    ((ServerCallStreamObserver<A>) observer).setOnCancelHandler(() -> {});
    threads.execute(() -> {
      try {
        answer(observer, work);
      } catch (Error e) {
        observer.onError(Status.INTERNAL.asRuntimeException());
        throw e;
      }
    });
  }

  private static <A> void answer(StreamObserver<A> observer, Supplier<A> work) {
    A answer;
    try {
      answer = work.get();
    } catch (RuntimeException e) {
      observer.onError(Statuses.of(Statuses.failure(e)));
      return;
    }
    observer.onNext(answer);
    observer.onCompleted();
  }
}
