package com.footanalytics.vision.http;

import com.footanalytics.vision.batch.NativePool;
import com.footanalytics.vision.oip.Failure;
import com.footanalytics.vision.oip.FailureException;
import com.footanalytics.vision.oip.InferAnswer;
import com.footanalytics.vision.oip.InferRequest;
import com.footanalytics.vision.oip.ServerTiming;
import com.footanalytics.vision.oip.TensorService;
import com.footanalytics.vision.telemetry.SpanName;
import com.footanalytics.vision.telemetry.Tracing;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request for inference from its head to the end of its answer. Lives on its connection's event
 * loop; only work that takes long leaves it.
 */
final class InferExchange {
  private static final System.Logger LOG = System.getLogger(InferExchange.class.getName());
  private static final int LONG_JSON_BYTES = 1 << 16;
  private static final int LONG_BODY_BYTES = 1 << 22;
  private static final int LONG_JSON_ELEMENTS = 1 << 13;
  private static final int SMALL_BODY_BYTES = 1 << 16;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int UNSUPPORTED_MEDIA_TYPE = 415;
  private static final long NO_TIMER = -1;
  private static final Duration WHILE_UNAVAILABLE = Duration.ofSeconds(5);

  /** Says nothing of what went wrong inside. */
  static final Failure INTERNAL =
      Failure.of(Failure.Code.INTERNAL, "internal error; the service's log says more");

  /**
   * What all exchanges share.
   *
   * @param pool what bodies lie in
   */
  record Shared(
      TensorService service,
      NativePool pool,
      InferenceProtocolConfig config,
      InferRequestReader reader,
      InferReplyWriter writer,
      Tracing tracing) {}

  /** A model by name and version; the default version if empty. */
  record Target(String model, String version) {}

  private enum State {
    /** The body comes in. */
    READING,
    /** Was answered before its body was there; what still comes is dropped. */
    DRAINING,
    /** The body is there, the answer is not. */
    WORKING,
    OVER
  }

  private final Shared shared;
  private final RoutingContext routing;
  private final Target target;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Context eventLoop;
  private State state = State.READING;
  private boolean restIsSmall;
  private long timer = NO_TIMER;
  private @Nullable InferHead arrived;
  private @Nullable IncomingBody body;
  private @Nullable Inflation inflation;
  private TensorService.@Nullable Cancel cancel;

  InferExchange(Shared shared, RoutingContext routing, Target target) {
    this.shared = shared;
    this.routing = routing;
    this.target = target;
    this.request = routing.request();
    this.response = routing.response();
    this.eventLoop = routing.vertx().getOrCreateContext();
  }

  /**
   * Begins; to be called while the head is handled.
   *
   * @param refusal why nothing is taken; empty if it is
   */
  void start(Optional<String> refusal) {
    routing.addEndHandler(ended -> {
      if (ended.failed()) {
        leave();
      }
    });
    request.exceptionHandler(_ -> leave());
    timer = startTimer(this::bodyIsLate);
    request.handler(piece -> attempt(() -> append(piece)));
    request.endHandler(_ -> attempt(this::bodyIsThere));
    attempt(() -> readHead(InferHead.of(request, shared.tracing().current()), refusal));
  }

  private void readHead(InferHead head, Optional<String> refusal) {
    restIsSmall =
        head.length() <= SMALL_BODY_BYTES
            && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null
            && request.getHeader(HttpHeaders.EXPECT) == null;
    if (refusal.isPresent()) {
      throw new FailureException(
          new Failure(Failure.Code.UNAVAILABLE, refusal.get(), Optional.of(WHILE_UNAVAILABLE)));
    }
    String coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    Optional<ContentEncoding> encoding = ContentEncoding.of(coding);
    if (encoding.isEmpty()) {
      response.putHeader(HttpHeaders.ACCEPT_ENCODING, ContentEncoding.ACCEPTED);
      stopReading();
      ProtocolAnswer.error(
          response,
          UNSUPPORTED_MEDIA_TYPE,
          "Content-Encoding: %s (expected: %s)".formatted(coding, ContentEncoding.ACCEPTED));
      return;
    }
    boolean plain = encoding.get() == ContentEncoding.IDENTITY;
    var incoming =
        new IncomingBody(shared.pool(), shared.config().maxBodyBytes(), plain ? head.length() : 0);
    if (head.length() > shared.config().maxBodyBytes()) {
      throw incoming.tooLarge();
    }
    arrived = head;
    body = incoming;
    inflation = encoding.get().inflation(incoming).orElse(null);
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
      response.writeContinue();
    }
  }

  private void append(Buffer piece) {
    if (state == State.READING && body != null) {
      ByteBuffer bytes = piece.getByteBuf().nioBuffer();
      if (inflation == null) {
        body.append(bytes);
      } else {
        inflation.append(bytes);
      }
    }
  }

  private void bodyIsThere() {
    InferHead head = arrived;
    stopTimer();
    if (state == State.DRAINING && !restIsSmall) {
      hangUp();
    }
    if (state != State.READING || body == null || head == null) {
      return;
    }
    state = State.WORKING;
    if (inflation != null) {
      inflation.end();
    }
    RequestMemory memory = body.finish();
    closeBody();
    work(
        takesLong(head, memory), () -> read(head, memory), message -> infer(head, memory, message));
  }

  private boolean takesLong(InferHead head, RequestMemory memory) {
    long bytes = memory.body().byteSize();
    return bytes > LONG_BODY_BYTES || head.jsonBytes(bytes) > LONG_JSON_BYTES;
  }

  private InferMessage read(InferHead head, RequestMemory memory) {
    boolean read = false;
    try {
      InferMessage message =
          shared
              .reader()
              .read(
                  memory,
                  head.jsonLength(),
                  () -> shared.service().configuration(target.model(), target.version()));
      read = true;
      return message;
    } finally {
      if (!read) {
        memory.close();
      }
    }
  }

  private void infer(InferHead head, RequestMemory memory, InferMessage message) {
    if (state != State.WORKING) {
      memory.close();
      return;
    }
    var inferRequest =
        new InferRequest(
            target.model(),
            target.version(),
            message.parameters(),
            message.inputs(),
            message.outputs().stream().map(InferMessage.WantedOutput::name).toList(),
            head.origin(),
            memory::close);
    boolean taken = false;
    try {
      cancel =
          shared
              .service()
              .infer(
                  inferRequest,
                  answer ->
                      eventLoop.runOnContext(_ -> attempt(() -> answer(head, message, answer))));
      taken = true;
    } finally {
      if (!taken) {
        inferRequest.close();
      }
    }
  }

  private void answer(InferHead head, InferMessage message, InferAnswer answer) {
    if (state != State.WORKING) {
      return;
    }
    switch (answer) {
      case InferAnswer.Failed(Failure failure) -> fail(failure);
      case InferAnswer.Done done -> {
        boolean longJson = InferReplyWriter.elementsInJson(message, done) > LONG_JSON_ELEMENTS;
        work(
            longJson || head.accepted() != ContentEncoding.IDENTITY,
            () -> encoded(head, message, done),
            encoded -> send(encoded, head.origin().arrivedNanos()));
      }
    }
  }

  private EncodedReply encoded(InferHead head, InferMessage message, InferAnswer.Done done) {
    long started = System.nanoTime();
    EncodedReply encoded = EncodedReply.of(head, shared.writer().write(message, done));
    head.origin().trace().add(SpanName.WRITE, started, System.nanoTime());
    return encoded;
  }

  private void send(EncodedReply answer, long arrivedNanos) {
    InferReply reply = answer.reply();
    if (state != State.WORKING || response.ended() || response.closed()) {
      reply.body().release();
      return;
    }
    state = State.OVER;
    response.putHeader(ServerTiming.HEADER, ServerTiming.total(System.nanoTime() - arrivedNanos));
    answer.describeIn(response);
    if (reply.body().readableBytes() > LONG_BODY_BYTES) {
      timer = startTimer(this::cutOff);
    }
    response
        .end(Buffer.buffer(reply.body()))
        .onComplete(sent -> {
          stopTimer();
          if (sent.failed() && !response.closed()) {
            LOG.log(System.Logger.Level.WARNING, "an answer could not be sent", sent.cause());
            cutOff();
          }
        });
  }

  /** Does work here, or beside the event loop if it takes long, and goes on here. */
  private <T> void work(boolean takesLong, Callable<T> work, Consumer<T> then) {
    if (!takesLong) {
      attempt(() -> then.accept(work.call()));
      return;
    }
    routing
        .vertx()
        .executeBlocking(work, false)
        .onComplete(done ->
            attempt(() -> {
              if (done.failed()) {
                throw done.cause();
              }
              then.accept(done.result());
            }));
  }

  @FunctionalInterface
  private interface Step {
    void run() throws Throwable;
  }

  private void attempt(Step step) {
    try {
      step.run();
    } catch (FailureException e) {
      fail(e.failure());
    } catch (Throwable e) {
      LOG.log(System.Logger.Level.ERROR, "inference over HTTP failed", e);
      fail(INTERNAL);
    }
  }

  private void fail(Failure failure) {
    if (state == State.READING || state == State.WORKING) {
      stopReading();
      ProtocolAnswer.failure(response, failure);
    }
  }

  /** The answer comes now; a connection on which a large body is still under way is not kept. */
  private void stopReading() {
    boolean reading = state == State.READING;
    state = reading ? State.DRAINING : State.OVER;
    closeBody();
    if (reading && !restIsSmall && request.version() != HttpVersion.HTTP_2) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
  }

  private void bodyIsLate() {
    timer = NO_TIMER;
    if (state == State.READING) {
      restIsSmall = false;
      stopReading();
      ProtocolAnswer.error(
              response,
              REQUEST_TIMEOUT,
              "the body did not arrive within " + shared.config().bodyTimeout())
          .onComplete(_ -> hangUp());
    } else if (state == State.DRAINING) {
      cutOff();
    }
  }

  /** Closes the connection once what was written is out. */
  private void hangUp() {
    state = State.OVER;
    if (request.version() == HttpVersion.HTTP_2) {
      response.reset(0);
    } else {
      request.connection().close();
    }
  }

  /** Closes the connection of a caller who may take nothing of what was written. */
  private void cutOff() {
    if (request.version() != HttpVersion.HTTP_2
        && request.connection() instanceof HttpServerConnection connection) {
      connection.channelHandlerContext().close();
    } else {
      hangUp();
    }
  }

  /** The caller is gone. */
  private void leave() {
    State was = state;
    state = State.OVER;
    stopTimer();
    closeBody();
    if (was == State.WORKING && cancel != null) {
      cancel.cancel();
    }
  }

  private void closeBody() {
    if (inflation != null) {
      inflation.close();
      inflation = null;
    }
    if (body != null) {
      body.close();
      body = null;
    }
  }

  private long startTimer(Runnable late) {
    return routing.vertx().setTimer(shared.config().bodyTimeout().toMillis(), _ -> late.run());
  }

  private void stopTimer() {
    if (timer != NO_TIMER) {
      routing.vertx().cancelTimer(timer);
      timer = NO_TIMER;
    }
  }
}
