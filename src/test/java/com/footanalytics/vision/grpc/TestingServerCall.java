package com.footanalytics.vision.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call whose other end is the test. For one thread. */
final class TestingServerCall<A> extends ServerCallStreamObserver<A> {

  final List<A> answers = new ArrayList<>();
  int requested;
  boolean completed;
  @Nullable Throwable error;

  private boolean ready = true;
  private Runnable onReady = () -> {};
  private Runnable onCancel = () -> {};

  void readsAgain() {
    ready = true;
    onReady.run();
  }

  void stopsReading() {
    ready = false;
  }

  void cancels() {
    onCancel.run();
  }

  @Override
  public void onNext(A answer) {
    if (completed || error != null) {
      throw new IllegalStateException("the call has ended");
    }
    answers.add(answer);
  }

  @Override
  public void onError(Throwable t) {
    error = t;
  }

  @Override
  public void onCompleted() {
    if (completed) {
      throw new IllegalStateException("the call has ended");
    }
    completed = true;
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  @Override
  public void request(int count) {
    requested += count;
  }

  @Override
  public void setOnReadyHandler(Runnable handler) {
    onReady = handler;
  }

  @Override
  public void setOnCancelHandler(Runnable handler) {
    onCancel = handler;
  }

  @Override
  public boolean isCancelled() {
    return false;
  }

  @Override
  public void disableAutoRequest() {}

  @Override
  public void disableAutoInboundFlowControl() {}

  @Override
  public void setCompression(String compression) {}

  @Override
  public void setMessageCompression(boolean enable) {}
}
