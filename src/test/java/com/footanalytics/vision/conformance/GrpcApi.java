package com.footanalytics.vision.conformance;

import inference.GRPCInferenceServiceGrpc;
import inference.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import inference.GRPCInferenceServiceGrpc.GRPCInferenceServiceStub;
import inference.ModelInferRequest;
import inference.ModelInferResponse;
import inference.ModelMetadataRequest;
import inference.ModelMetadataResponse;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.util.concurrent.TimeUnit;

/** A server's gRPC interface. Safe for use by several threads. */
final class GrpcApi implements AutoCloseable {

  private final ManagedChannel channel;

  GrpcApi(String address) {
    channel =
        Grpc.newChannelBuilder(address, InsecureChannelCredentials.create())
            .maxInboundMessageSize(Integer.MAX_VALUE)
            .build();
  }

  /** For calls with one answer, each within a minute. */
  GRPCInferenceServiceBlockingStub call() {
    return GRPCInferenceServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(60, TimeUnit.SECONDS);
  }

  GRPCInferenceServiceStub asynchronous() {
    return GRPCInferenceServiceGrpc.newStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
  }

  ManagedChannel channel() {
    return channel;
  }

  ModelMetadataResponse metadata(String model, String version) {
    return call()
        .modelMetadata(
            ModelMetadataRequest.newBuilder().setName(model).setVersion(version).build());
  }

  ModelInferResponse infer(ModelInferRequest.Builder request) {
    return call().modelInfer(request.build());
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
