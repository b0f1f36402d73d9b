package com.footanalytics.vision.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/**
 * Puts a {@link HeadLimit} before every connection that is accepted. The server has no hook of its
 * own for what happens before the first request, so this stands where its ports hand connections
 * over.
 */
@Singleton
final class HeadLimits {
  private final VertxInternal vertx;
  private final Acceptor acceptor;

  HeadLimits(Vertx vertx, ConnectionConfig config) {
    this.vertx = (VertxInternal) vertx;
    this.acceptor = new Acceptor(TimeUnit.NANOSECONDS.convert(config.headTimeout()));
  }

  void begin(@ObservesAsync HttpServerStart event) {
    for (EventExecutor executor : vertx.getAcceptorEventLoopGroup()) {
      if (executor instanceof SingleThreadEventLoop loop) {
        loop.execute(() -> loop.registeredChannelsIterator().forEachRemaining(this::watch));
      }
    }
  }

  private void watch(Channel channel) {
    if (channel instanceof ServerChannel && channel.pipeline().get(Acceptor.class) == null) {
      channel.pipeline().addFirst(acceptor);
    }
  }

  /** Sees connections before they have handlers and an event loop. */
  @Sharable
  private static final class Acceptor extends ChannelInboundHandlerAdapter {
    private final long limitNanos;

    Acceptor(long limitNanos) {
      this.limitNanos = limitNanos;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
      if (accepted instanceof Channel connection) {
        connection.pipeline().addLast(new HeadLimit(limitNanos));
      }
      context.fireChannelRead(accepted);
    }
  }
}
