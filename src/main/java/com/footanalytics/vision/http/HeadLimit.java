package com.footanalytics.vision.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection on which the head of a request does not arrive in time. For the first one time
 * runs from the start of the connection, for others from their first byte: between requests a
 * connection may rest. Bodies and answers are not its business.
 *
 * <p>Sees the bytes before the decoder does, and by {@link Messages} what that makes of them. A
 * connection that has no decoder for HTTP/1.1 when it begins is left alone. For one channel, on its
 * event loop.
 */
final class HeadLimit extends ChannelInboundHandlerAdapter {
  private final long limitNanos;
  private boolean awaitsHead = true;
  private boolean headBegan;
  private int unanswered;
  private @Nullable Future<?> timer;

  /**
   * @param limitNanos from the first byte of a head to its last
   */
  HeadLimit(long limitNanos) {
    this.limitNanos = limitNanos;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    ChannelHandlerContext encoder = context.pipeline().context(HttpResponseEncoder.class);
    if (encoder == null) {
      context.pipeline().remove(this);
    } else {
      context.pipeline().addAfter(encoder.name(), null, new Messages());
      startTimer(context);
    }
    context.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (awaitsHead && !headBegan && message instanceof ByteBuf bytes && hasText(bytes)) {
      headBegan = true;
      if (timer == null) {
        startTimer(context);
      }
    }
    context.fireChannelRead(message);
  }

  /** Line ends may stand between two requests and belong to neither. */
  private static boolean hasText(ByteBuf bytes) {
    return bytes.forEachByte(next -> next == '\r' || next == '\n') >= 0;
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    stopTimer();
    context.fireChannelInactive();
  }

  private void startTimer(ChannelHandlerContext context) {
    timer =
        context.executor().schedule(() -> headIsLate(context), limitNanos, TimeUnit.NANOSECONDS);
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  /** Nothing is written into an answer that is under way, nor to one who said nothing. */
  private void headIsLate(ChannelHandlerContext context) {
    timer = null;
    awaitsHead = false;
    if (headBegan && unanswered == 0) {
      context.writeAndFlush(refusal()).addListener(ChannelFutureListener.CLOSE);
    } else {
      context.close();
    }
  }

  private ByteBuf refusal() {
    String reason =
        "the head of the request did not arrive within %d ms\n"
            .formatted(TimeUnit.NANOSECONDS.toMillis(limitNanos));
    return Unpooled.copiedBuffer(
        """
        HTTP/1.1 408 Request Timeout\r
        Connection: close\r
        Content-Type: text/plain\r
        Content-Length: %d\r
        \r
        %s\
        """
            .formatted(reason.length(), reason),
        US_ASCII);
  }

  /** Hears where requests and answers begin and end. */
  private final class Messages extends ChannelDuplexHandler {

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof HttpRequest) {
        stopTimer();
        awaitsHead = false;
        headBegan = false;
        unanswered++;
      }
      if (message instanceof LastHttpContent) {
        awaitsHead = true;
      }
      context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      boolean interim =
          message instanceof HttpResponse response
              && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
      if (message instanceof LastHttpContent && !interim) {
        unanswered--;
      }
      context.write(message, promise);
    }
  }
}
