package com.footanalytics.vision.grpc;

import com.footanalytics.vision.flags.Identity;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Remembers of each call where it came from, as {@link Arrival#OF_CALL}. */
@Singleton
@GlobalInterceptor
final class ArrivalInterceptor implements ServerInterceptor {

  /** What a caller calls itself, for flags that are on for some. */
  static final Metadata.Key<String> CALLER_ID =
      Metadata.Key.of("caller-id", Metadata.ASCII_STRING_MARSHALLER);

  private static final String UNKNOWN = "unknown";

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    Context context = Context.current();
    String host = host(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
    Identity identity = Identity.caller(headers.get(CALLER_ID), host);
    Arrival arrival = Arrival.now(host, identity, context);
    return Contexts.interceptCall(context.withValue(Arrival.OF_CALL, arrival), call, headers, next);
  }

  private static String host(@Nullable SocketAddress address) {
    return address instanceof InetSocketAddress internet && internet.getAddress() != null
        ? internet.getAddress().getHostAddress()
        : UNKNOWN;
  }
}
