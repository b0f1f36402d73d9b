package com.footanalytics.vision.grpc;

import com.footanalytics.vision.flags.Identity;
import com.footanalytics.vision.oip.ServerTiming;
import com.footanalytics.vision.telemetry.Tracing;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers of each call where it came from, as {@link Arrival#OF_CALL}. A call of one request is
 * told in its trailers how long it took, and every one in which trace it is.
 */
@Singleton
@GlobalInterceptor
final class ArrivalInterceptor implements ServerInterceptor {

  /** What a caller calls itself, for flags that are on for some. */
  static final Metadata.Key<String> CALLER_ID =
      Metadata.Key.of("caller-id", Metadata.ASCII_STRING_MARSHALLER);

  private static final Metadata.Key<String> TIMING =
      Metadata.Key.of(
          ServerTiming.HEADER.toLowerCase(Locale.ROOT), Metadata.ASCII_STRING_MARSHALLER);

  private static final String UNKNOWN = "unknown";

  private final Tracing tracing;

  ArrivalInterceptor(Tracing tracing) {
    this.tracing = tracing;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    Context context = Context.current();
    String host = host(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
    Identity identity = Identity.caller(headers.get(CALLER_ID), host);
    Arrival arrival = Arrival.now(host, identity, context, tracing.current());
    return Contexts.interceptCall(
        context.withValue(Arrival.OF_CALL, arrival),
        told(call, arrival, tracing.traceParent()),
        headers,
        next);
  }

  private static <Q, A> ServerCall<Q, A> told(
      ServerCall<Q, A> call, Arrival arrival, Optional<String> traceParent) {
    boolean timed = call.getMethodDescriptor().getType() == MethodType.UNARY;
    if (!timed && traceParent.isEmpty()) {
      return call;
    }
    return new SimpleForwardingServerCall<>(call) {
      @Override
      public void close(Status status, Metadata trailers) {
        traceParent.ifPresent(parent -> trailers.put(TIMING, ServerTiming.trace(parent)));
        if (timed) {
          trailers.put(TIMING, ServerTiming.total(System.nanoTime() - arrival.nanos()));
        }
        super.close(status, trailers);
      }
    };
  }

  private static String host(@Nullable SocketAddress address) {
    return address instanceof InetSocketAddress internet && internet.getAddress() != null
        ? internet.getAddress().getHostAddress()
        : UNKNOWN;
  }
}
