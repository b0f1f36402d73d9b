package com.footanalytics.vision.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import footanalytics.vision.v1.AnalyzeOptions;
import footanalytics.vision.v1.AnalyzeRequest;
import footanalytics.vision.v1.AnalyzeResponse;
import footanalytics.vision.v1.VideoAnalysisGrpc;
import io.grpc.Channel;
import io.grpc.Deadline;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** A client of one call that reads only what it asks for. Thread-safe. */
final class TestingCall implements ClientResponseObserver<AnalyzeRequest, AnalyzeResponse> {

  final LinkedBlockingQueue<AnalyzeResponse> responses = new LinkedBlockingQueue<>();
  final CompletableFuture<Status> ended = new CompletableFuture<>();
  private final CompletableFuture<ClientCallStreamObserver<AnalyzeRequest>> requests =
      new CompletableFuture<>();
  private final Semaphore ready = new Semaphore(0);

  /** Opens a call that asks for responses by {@link #read} only. */
  static TestingCall open(Channel channel, @Nullable Deadline deadline) {
    TestingCall call = new TestingCall();
    VideoAnalysisGrpc.newStub(channel).withDeadline(deadline).analyze(call);
    return call;
  }

  /** Opens a call and reads every response as it comes. */
  static TestingCall reading(Channel channel) {
    TestingCall call = open(channel, null);
    call.read(Integer.MAX_VALUE);
    return call;
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<AnalyzeRequest> stream) {
    stream.disableAutoRequestWithInitial(0);
    stream.setOnReadyHandler(ready::release);
    requests.complete(stream);
  }

  private ClientCallStreamObserver<AnalyzeRequest> stream() {
    return requests.join();
  }

  /** Asks for so many responses. */
  void read(int count) {
    stream().request(count);
  }

  TestingCall options(AnalyzeOptions.Builder options) {
    stream().onNext(AnalyzeRequest.newBuilder().setOptions(options).build());
    return this;
  }

  TestingCall chunk(byte[] bytes) {
    return chunk(UnsafeByteOperations.unsafeWrap(bytes));
  }

  TestingCall chunk(ByteString bytes) {
    stream().onNext(AnalyzeRequest.newBuilder().setChunk(bytes).build());
    return this;
  }

  TestingCall nothing() {
    stream().onNext(AnalyzeRequest.getDefaultInstance());
    return this;
  }

  TestingCall halfClose() {
    stream().onCompleted();
    return this;
  }

  void cancel() {
    stream().cancel("no longer wanted", null);
  }

  /** Whether the transport takes more at once. */
  boolean isReady() {
    return stream().isReady();
  }

  /**
   * Sends content in chunks as the transport takes them, until all is sent or the call has ended.
   */
  TestingCall file(byte[] content, int chunkBytes) throws InterruptedException {
    for (int at = 0; at < content.length && !ended.isDone(); at += chunkBytes) {
      while (!isReady() && !ended.isDone()) {
        ready.acquire();
      }
      if (!ended.isDone()) {
        chunk(ByteString.copyFrom(content, at, Math.min(chunkBytes, content.length - at)));
      }
    }
    return this;
  }

  @Override
  public void onNext(AnalyzeResponse response) {
    responses.add(response);
  }

  @Override
  public void onError(Throwable failure) {
    ended.complete(Status.fromThrowable(failure));
    ready.release();
  }

  @Override
  public void onCompleted() {
    ended.complete(Status.OK);
    ready.release();
  }
}
