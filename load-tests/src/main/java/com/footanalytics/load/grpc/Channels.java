package com.footanalytics.load.grpc;

import io.grpc.Channel;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One connection to each address that was asked for, without TLS. Thread-safe. */
public final class Channels implements AutoCloseable {

  private final Map<String, ManagedChannel> open = new LinkedHashMap<>();

  /**
   * The channel to an address; it connects by itself, also anew.
   *
   * @param address as {@code host:port}
   */
  public Channel to(String address) {
    return managed(address);
  }

  private synchronized ManagedChannel managed(String address) {
    return open.computeIfAbsent(
        address, target -> ManagedChannelBuilder.forTarget(target).usePlaintext().build());
  }

  /**
   * Connects to an address, so that the first call need not.
   *
   * @return whether there was a connection in time
   */
  public boolean connect(String address, Duration longest) throws InterruptedException {
    ManagedChannel channel = managed(address);
    long deadline = System.nanoTime() + longest.toNanos();
    ConnectivityState state = channel.getState(true);
    while (state != ConnectivityState.READY && deadline - System.nanoTime() > 0) {
      CountDownLatch changed = new CountDownLatch(1);
      channel.notifyWhenStateChanged(state, changed::countDown);
      if (!changed.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        break;
      }
      state = channel.getState(true);
    }
    return state == ConnectivityState.READY;
  }

  @Override
  public synchronized void close() {
    open.values().forEach(ManagedChannel::shutdownNow);
    open.clear();
  }
}
