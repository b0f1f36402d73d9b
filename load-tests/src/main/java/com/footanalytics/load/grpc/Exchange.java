package com.footanalytics.load.grpc;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One call: sends its requests as fast as the connection takes them and looks at the answers. gRPC
 * calls it, one method at a time.
 */
final class Exchange<Q, A> extends ClientCall.Listener<A> {

  private final ClientCall<Q, A> call;
  private final Iterator<Q> requests;
  private final Answers<A> answers;
  private final CompletableFuture<CallEnd> end = new CompletableFuture<>();
  private boolean fromService;
  private boolean sentAll;

  private Exchange(ClientCall<Q, A> call, Iterator<Q> requests, Answers<A> answers) {
    this.call = call;
    this.requests = requests;
    this.answers = answers;
  }

  /** Starts it. A call of one request is sent whether the connection is ready or not. */
  static <Q, A> CompletableFuture<CallEnd> start(
      ClientCall<Q, A> call, Iterator<Q> requests, Answers<A> answers, boolean unary) {
    Exchange<Q, A> exchange = new Exchange<>(call, requests, answers);
    call.start(exchange, new Metadata());
    call.request(unary ? 2 : 1);
    if (unary) {
      call.sendMessage(requests.next());
      exchange.finish();
    }
    return exchange.end;
  }

  @Override
  public void onReady() {
    while (!sentAll && call.isReady()) {
      if (requests.hasNext()) {
        call.sendMessage(requests.next());
      } else {
        finish();
      }
    }
  }

  private void finish() {
    sentAll = true;
    call.halfClose();
  }

  @Override
  public void onHeaders(Metadata headers) {
    fromService = true;
  }

  @Override
  public void onMessage(A answer) {
    answers.accept(answer);
    call.request(1);
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    sentAll = true;
    boolean saidSo = fromService || !trailers.keys().isEmpty();
    Optional<String> fault = status.isOk() ? answers.fault() : Optional.empty();
    end.complete(new CallEnd(status, saidSo, fault));
  }
}
