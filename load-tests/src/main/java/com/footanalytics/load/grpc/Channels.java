package com.footanalytics.load.grpc;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.util.LinkedHashMap;
import java.util.Map;

/** One connection to each address that was asked for, without TLS. Thread-safe. */
public final class Channels implements AutoCloseable {

  private final Map<String, ManagedChannel> open = new LinkedHashMap<>();

  /**
   * The channel to an address; it connects by itself, also anew.
   *
   * @param address as {@code host:port}
   */
  public synchronized Channel to(String address) {
    return open.computeIfAbsent(
        address, target -> ManagedChannelBuilder.forTarget(target).usePlaintext().build());
  }

  @Override
  public synchronized void close() {
    open.values().forEach(ManagedChannel::shutdownNow);
    open.clear();
  }
}
