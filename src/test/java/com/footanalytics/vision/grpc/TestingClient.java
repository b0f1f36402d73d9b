package com.footanalytics.vision.grpc;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** The other end of a call that answers more than once. */
final class TestingClient<Q, A> implements ClientResponseObserver<Q, A> {

  private static final long SOON_SECONDS = 20;
  private static final int MOST_BYTES = 256 << 20;

  private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
  private @Nullable ClientCallStreamObserver<Q> call;

  private record Ended(@Nullable Throwable error) {}

  /** A connection to the service under test. */
  static ManagedChannel connect() {
    return NettyChannelBuilder.forAddress(
            "localhost",
            ConfigProvider.getConfig().getValue("quarkus.grpc.server.test-port", Integer.class))
        .usePlaintext()
        .maxInboundMessageSize(MOST_BYTES)
        .build();
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<Q> started) {
    call = started;
  }

  @Override
  public void onNext(A answer) {
    events.add(answer);
  }

  @Override
  public void onError(Throwable t) {
    events.add(new Ended(t));
  }

  @Override
  public void onCompleted() {
    events.add(new Ended(null));
  }

  /** The next answer; waits for it. */
  @SuppressWarnings("unchecked") // all but the end are answers
  A next() throws InterruptedException {
    Object event = poll();
    if (event instanceof Ended ended) {
      throw new AssertionError("the call ended", ended.error);
    }
    return (A) event;
  }

  /** Waits for the end; the error it came with, none if all went well. */
  @Nullable Throwable end() throws InterruptedException {
    Object event = poll();
    if (event instanceof Ended ended) {
      return ended.error;
    }
    throw new AssertionError("one answer more: " + event);
  }

  void cancel() {
    if (call != null) {
      call.cancel("the test says so", null);
    }
  }

  private Object poll() throws InterruptedException {
    Object event = events.poll(SOON_SECONDS, TimeUnit.SECONDS);
    if (event == null) {
      throw new AssertionError("nothing came");
    }
    return event;
  }
}
