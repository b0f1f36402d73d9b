package com.footanalytics.vision.grpc;

import com.footanalytics.vision.pipeline.VideoStreams;
import footanalytics.vision.v1.AnalyzeRequest;
import footanalytics.vision.v1.AnalyzeResponse;
import footanalytics.vision.v1.VideoAnalysisGrpc;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;

/** Videos in, their objects out while they still arrive. Thread-safe; never waits. */
@GrpcService
final class VideoAnalysisService extends VideoAnalysisGrpc.VideoAnalysisImplBase {

  private final VideoStreams streams;

  VideoAnalysisService(VideoStreams streams) {
    this.streams = streams;
  }

  @Override
  public StreamObserver<AnalyzeRequest> analyze(StreamObserver<AnalyzeResponse> responses) {
    var answer = (ServerCallStreamObserver<AnalyzeResponse>) responses;
    answer.disableAutoRequest();
    VideoCall call = new VideoCall(streams, answer, Arrival.OF_CALL.get());
    answer.request(1);
    return call;
  }
}
