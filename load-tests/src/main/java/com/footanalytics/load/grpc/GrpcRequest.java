package com.footanalytics.load.grpc;

import io.gatling.core.action.builder.ActionBuilder;
import io.gatling.javaapi.core.Session;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A call over gRPC as a step of a Gatling scenario. In reports it stands among the other requests,
 * with its groups, its response time from the start to the status, the name of the status as its
 * response code and the reason if it failed.
 *
 * @param <Q> a request
 * @param <A> an answer
 */
public final class GrpcRequest<Q, A> implements io.gatling.javaapi.core.ActionBuilder {

  private final String name;
  private final MethodDescriptor<Q, A> method;
  private final Duration deadline;
  private final Function<Session, Channel> channel;
  private final Function<Session, Iterator<Q>> requests;
  private final Supplier<Answers<A>> answers;

  /**
   * @param name what reports call it
   * @param deadline of each call, which the service is told
   * @param channel over which a user calls
   * @param requests what a user sends
   * @param answers for each call
   */
  public GrpcRequest(
      String name,
      MethodDescriptor<Q, A> method,
      Duration deadline,
      Function<Session, Channel> channel,
      Function<Session, Iterator<Q>> requests,
      Supplier<Answers<A>> answers) {
    this.name = name;
    this.method = method;
    this.deadline = deadline;
    this.channel = channel;
    this.requests = requests;
    this.answers = answers;
  }

  /** A call of one request. */
  public static <Q, A> GrpcRequest<Q, A> unary(
      String name,
      MethodDescriptor<Q, A> method,
      Duration deadline,
      Function<Session, Channel> channel,
      Function<Session, Q> request,
      Supplier<Answers<A>> answers) {
    return new GrpcRequest<>(
        name,
        method,
        deadline,
        channel,
        session -> List.of(request.apply(session)).iterator(),
        answers);
  }

  String name() {
    return name;
  }

  CompletableFuture<CallEnd> start(Session session) {
    CallOptions options =
        CallOptions.DEFAULT.withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS);
    return Exchange.start(
        channel.apply(session).newCall(method, options),
        requests.apply(session),
        answers.get(),
        method.getType() == MethodDescriptor.MethodType.UNARY);
  }

  @Override
  public ActionBuilder asScala() {
    return (context, next) -> new GrpcAction(this, context.coreComponents(), next);
  }
}
