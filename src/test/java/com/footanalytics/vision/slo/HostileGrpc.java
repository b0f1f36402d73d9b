package com.footanalytics.vision.slo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Message;
import footanalytics.vision.v1.AnalyzeOptions;
import footanalytics.vision.v1.AnalyzeRequest;
import footanalytics.vision.v1.AnalyzeResponse;
import footanalytics.vision.v1.VideoAnalysisGrpc;
import inference.GRPCInferenceServiceGrpc;
import inference.ModelInferRequest;
import inference.ModelMetadataRequest;
import inference.ModelReadyRequest;
import inference.ModelStatisticsRequest;
import inference.RepositoryModelLoadRequest;
import inference.RepositoryModelUnloadRequest;
import inference.ServerLiveRequest;
import inference.ServerLiveResponse;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.net.URLEncoder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Calls with names that nobody knows, over a connection of its own. For one thread. */
final class HostileGrpc implements AutoCloseable {

  private static final String MODEL = "football-detector";
  private static final long PATIENCE_SECONDS = 60;
  private static final Metadata.Key<String> CALLER =
      Metadata.Key.of("caller-id", Metadata.ASCII_STRING_MARSHALLER);

  private final ManagedChannel channel;

  HostileGrpc(int port) {
    channel =
        Grpc.newChannelBuilder("127.0.0.1:" + port, InsecureChannelCredentials.create()).build();
  }

  /** One call of every kind, each of which is refused. */
  void call(String name) throws Exception {
    String plain = URLEncoder.encode(name, UTF_8);
    Metadata headers = new Metadata();
    headers.put(CALLER, plain);
    var client =
        GRPCInferenceServiceGrpc.newBlockingStub(
                ClientInterceptors.intercept(
                    channel, MetadataUtils.newAttachHeadersInterceptor(headers)))
            .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
    refused(() -> client.modelInfer(ModelInferRequest.newBuilder().setModelName(name).build()));
    refused(() ->
        client.modelInfer(
            ModelInferRequest.newBuilder().setModelName(MODEL).setModelVersion(name).build()));
    refused(() -> client.modelMetadata(ModelMetadataRequest.newBuilder().setName(name).build()));
    refused(
        () -> client.modelStatistics(ModelStatisticsRequest.newBuilder().setName(name).build()));
    refused(() -> client.modelReady(ModelReadyRequest.newBuilder().setName(name).build()));
    refused(() ->
        client.repositoryModelLoad(
            RepositoryModelLoadRequest.newBuilder().setModelName(name).build()));
    refused(() ->
        client.repositoryModelUnload(
            RepositoryModelUnloadRequest.newBuilder().setModelName(name).build()));
    unimplemented("inference.GRPCInferenceService/" + plain);
    unimplemented(plain + "/ModelInfer");
    analyze(name);
  }

  private static void refused(Supplier<Message> call) {
    try {
      Message answer = call.get();
      throw new AssertionError("answered: " + answer);
    } catch (StatusRuntimeException e) {
      Status.Code code = e.getStatus().getCode();
      if (code != Status.Code.NOT_FOUND && code != Status.Code.INVALID_ARGUMENT) {
        throw new AssertionError(e);
      }
    }
  }

  private void unimplemented(String method) {
    MethodDescriptor<ServerLiveRequest, ServerLiveResponse> descriptor =
        MethodDescriptor.<ServerLiveRequest, ServerLiveResponse>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(method)
            .setRequestMarshaller(ProtoUtils.marshaller(ServerLiveRequest.getDefaultInstance()))
            .setResponseMarshaller(ProtoUtils.marshaller(ServerLiveResponse.getDefaultInstance()))
            .build();
    try {
      ClientCalls.blockingUnaryCall(
          channel,
          descriptor,
          CallOptions.DEFAULT.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS),
          ServerLiveRequest.getDefaultInstance());
      throw new AssertionError(method + " was answered");
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.UNIMPLEMENTED) {
        throw new AssertionError(method, e);
      }
    }
  }

  private void analyze(String model) throws Exception {
    CompletableFuture<Status> ended = new CompletableFuture<>();
    StreamObserver<AnalyzeRequest> video =
        VideoAnalysisGrpc.newStub(channel)
            .analyze(
                new StreamObserver<>() {
                  @Override
                  public void onNext(AnalyzeResponse answer) {}

                  @Override
                  public void onError(Throwable t) {
                    ended.complete(Status.fromThrowable(t));
                  }

                  @Override
                  public void onCompleted() {
                    ended.complete(Status.OK);
                  }
                });
    video.onNext(
        AnalyzeRequest.newBuilder()
            .setOptions(AnalyzeOptions.newBuilder().setName(model).setModel(model))
            .build());
    video.onCompleted();
    Status status = ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (status.isOk()) {
      throw new AssertionError("a video was analysed with " + model);
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
