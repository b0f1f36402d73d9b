package com.footanalytics.vision.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.flags.Identity;
import com.footanalytics.vision.pipeline.StreamAnalyzer;
import com.footanalytics.vision.pipeline.StreamOutcome;
import com.footanalytics.vision.pipeline.VideoStreams;
import com.footanalytics.vision.probe.ByteSource;
import com.footanalytics.vision.telemetry.Tracing;
import footanalytics.vision.v1.AnalyzeOptions;
import footanalytics.vision.v1.AnalyzeResponse;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Deadline;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
@SuppressWarnings("NullAway.Init")
class VideoAnalysisServiceTest {

  private static final int CHUNK = 64 * 1024;

  private final AtomicReference<StreamAnalyzer> analyzer = new AtomicReference<>(counting());
  private final AtomicReference<Optional<String>> refusal = new AtomicReference<>(Optional.empty());
  private final AtomicLong taken = new AtomicLong();
  private final LinkedBlockingQueue<StreamOutcome> outcomes = new LinkedBlockingQueue<>();
  private final VideoStreams streams =
      new VideoStreams(
          (request, source, listener, cancellation) -> {
            StreamOutcome outcome = analyzer.get().analyze(request, source, listener, cancellation);
            outcomes.add(outcome);
            return outcome;
          },
          2,
          refusal::get);
  private Server server;
  private ManagedChannel channel;

  @BeforeEach
  void serve() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress("localhost", 0))
            .addService(new VideoAnalysisService(streams))
            .intercept(new ArrivalInterceptor(Tracing.NONE))
            .maxInboundMessageSize(8 << 20)
            .build()
            .start();
    channel = NettyChannelBuilder.forAddress("localhost", server.getPort()).usePlaintext().build();
  }

  @AfterEach
  void stop() throws InterruptedException {
    streams.close();
    channel.shutdownNow().awaitTermination(30, TimeUnit.SECONDS);
    server.shutdownNow().awaitTermination(30, TimeUnit.SECONDS);
    assertEquals(0, streams.count());
  }

  /** Counts the bytes up to the end and says how many there were. */
  private StreamAnalyzer counting() {
    return (_, source, _, cancellation) -> {
      cancellation.onRequest(source::close);
      try {
        return new StreamOutcome.Unreadable(drain(source) + " bytes");
      } catch (CancellationException _) {
        return new StreamOutcome.Cancelled();
      }
    };
  }

  private long drain(ByteSource source) {
    byte[] target = new byte[10_000];
    try {
      for (int read = source.read(target, 0, target.length);
          read != ByteSource.END;
          read = source.read(target, 0, target.length)) {
        taken.addAndGet(read);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return taken.get();
  }

  private static void assertStatus(Status.Code code, String part, TestingCall call) {
    Status status = call.ended.join();
    assertEquals(code, status.getCode(), status::toString);
    assertTrue(String.valueOf(status.getDescription()).contains(part), status::toString);
  }

  @Test
  void theEndOfTheRequestsIsTheEndOfTheFile() throws InterruptedException {
    TestingCall call = TestingCall.reading(channel).options(AnalyzeOptions.newBuilder());
    call.file(new byte[10_000_000], 1 << 20).halfClose();
    assertStatus(Status.Code.INVALID_ARGUMENT, "10000000 bytes", call);
  }

  @Test
  void theCallerIsWhoItSaysElseItsAddress() throws InterruptedException {
    LinkedBlockingQueue<Identity> callers = new LinkedBlockingQueue<>();
    analyzer.set((request, _, _, _) -> {
      callers.add(request.identity());
      return new StreamOutcome.Unreadable("seen");
    });
    Metadata headers = new Metadata();
    headers.put(ArrivalInterceptor.CALLER_ID, "studio-7");
    Channel named =
        ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    TestingCall.reading(named).options(AnalyzeOptions.newBuilder());
    assertEquals(Identity.caller("studio-7"), callers.take());
    call().options(AnalyzeOptions.newBuilder());
    assertEquals(Identity.caller("127.0.0.1"), callers.take());
  }

  @Test
  void whatBreaksTheOrderOfRequestsIsToldInOneLine() {
    byte[] some = new byte[10];
    AnalyzeOptions.Builder options = AnalyzeOptions.newBuilder();
    assertInvalid("nothing was sent", call().halfClose());
    assertInvalid("no chunk was sent", call().options(options).halfClose());
    assertInvalid("a chunk comes first", call().chunk(some));
    assertInvalid("options come twice", call().options(options).options(options));
    assertInvalid("options come twice", call().options(options).chunk(some).options(options));
    assertInvalid("a chunk is empty", call().options(options).chunk(new byte[0]));
    assertInvalid(
        "a chunk of 1048577 bytes", call().options(options).chunk(new byte[(1 << 20) + 1]));
    assertInvalid("a request is empty", call().nothing());
    assertInvalid("a request is empty", call().options(options).nothing());
  }

  private TestingCall call() {
    return TestingCall.reading(channel);
  }

  private static void assertInvalid(String part, TestingCall call) {
    assertStatus(Status.Code.INVALID_ARGUMENT, part, call);
  }

  @Test
  void optionsOutOfTheirBoundsAreNamed() {
    assertInvalid("from: -1.0", call().options(AnalyzeOptions.newBuilder().setFromS(-1)));
    assertInvalid("to: 1.0", call().options(AnalyzeOptions.newBuilder().setFromS(2).setToS(1)));
    assertInvalid("from: NaN", call().options(AnalyzeOptions.newBuilder().setFromS(Double.NaN)));
    assertInvalid("stride: -1", call().options(AnalyzeOptions.newBuilder().setStride(-1)));
  }

  @ParameterizedTest
  @CsvSource({
    "1000, RESOURCE_EXHAUSTED, more than 1000 bytes",
    "0, NOT_FOUND, model: x",
    "-1, UNAVAILABLE, still loading",
    "-2, INTERNAL, internal error"
  })
  void everyOutcomeHasItsStatus(long kind, Status.Code code, String part) {
    analyzer.set((_, _, _, _) ->
        kind > 0
            ? new StreamOutcome.TooLarge(kind)
            : kind == 0
                ? new StreamOutcome.NoSuchModel("model: x")
                : kind == -1
                    ? new StreamOutcome.ModelUnavailable("still loading")
                    : new StreamOutcome.Failed());
    assertStatus(code, part, call().options(AnalyzeOptions.newBuilder()));
  }

  @Test
  void oneStreamMoreThanMayBeAndAServiceThatIsNotReadyRefuse() {
    TestingCall first = call().options(AnalyzeOptions.newBuilder());
    TestingCall second = call().options(AnalyzeOptions.newBuilder());
    await(() -> streams.count() == 2);
    assertStatus(
        Status.Code.RESOURCE_EXHAUSTED,
        "2 videos come in already",
        call().options(AnalyzeOptions.newBuilder()));
    refusal.set(Optional.of("the service is starting"));
    assertStatus(Status.Code.UNAVAILABLE, "starting", call().options(AnalyzeOptions.newBuilder()));
    first.chunk(new byte[5]).halfClose();
    assertInvalid("5 bytes", first);
    second.cancel();
  }

  @Test
  void anAnalysisThatDoesNotReadStopsTheUpload() throws Exception {
    CompletableFuture<Void> go = new CompletableFuture<>();
    analyzer.set((request, source, listener, cancellation) -> {
      cancellation.onRequest(() -> go.complete(null));
      go.join();
      return counting().analyze(request, source, listener, cancellation);
    });
    TestingCall call = call().options(AnalyzeOptions.newBuilder());
    byte[] content = new byte[40 << 20];
    AtomicLong sent = new AtomicLong();
    byte[] chunk = new byte[CHUNK];
    Thread sender =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              for (int at = 0; at < content.length; at += CHUNK) {
                try {
                  call.file(chunk, CHUNK);
                } catch (InterruptedException e) {
                  return;
                }
                sent.addAndGet(CHUNK);
              }
              call.halfClose();
            });
    await(() -> sent.get() >= VideoCall.QUEUE_BYTES - VideoCall.MAX_CHUNK_BYTES);
    awaitStandstill(sender, sent);
    assertTrue(sent.get() <= 10 << 20, "bytes sent: " + sent);
    go.complete(null);
    assertInvalid(content.length + " bytes", call);
  }

  /** Waits until a thread was seen to wait, many times in a row, while a count stood still. */
  private static void awaitStandstill(Thread thread, AtomicLong count) {
    AtomicLong last = new AtomicLong(-1);
    AtomicLong seen = new AtomicLong();
    await(() -> {
      long now = count.get();
      boolean still = thread.getState() == Thread.State.WAITING && last.getAndSet(now) == now;
      return (still ? seen.incrementAndGet() : seen.getAndSet(0)) >= 200_000;
    });
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (Thread.interrupted()) {
        throw new AssertionError("waited in vain");
      }
      Thread.onSpinWait();
    }
  }

  @Test
  void aClientThatDoesNotReadStopsTheAnalysis() {
    AtomicLong written = new AtomicLong();
    AtomicReference<Thread> writer = new AtomicReference<>();
    analyzer.set(frames(100_000, written, writer));
    TestingCall call = TestingCall.open(channel, null).options(AnalyzeOptions.newBuilder());
    await(() -> writer.get() != null);
    awaitStandstill(writer.get(), written);
    assertTrue(written.get() < 50_000, "frames written: " + written);
    call.read(Integer.MAX_VALUE);
    assertInvalid("all written", call);
    assertEquals(100_001, call.responses.size());
    assertTrue(call.responses.remove().hasHeader());
    long expected = 0;
    for (AnalyzeResponse response : call.responses) {
      assertEquals(expected++, response.getFrame().getFrame());
    }
  }

  @Test
  void aFinishedAnalysisEndsWithItsAccount() {
    analyzer.set((_, _, listener, _) -> {
      try {
        listener.started(TestingResults.header());
        listener.frame(TestingResults.frame(0), true);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return new StreamOutcome.Succeeded(TestingResults.end(1));
    });
    TestingCall call = call().options(AnalyzeOptions.newBuilder());
    assertEquals(Status.Code.OK, call.ended.join().getCode());
    assertTrue(call.responses.remove().hasHeader());
    assertTrue(call.responses.remove().getFrame().getSkipped());
    assertEquals(1, call.responses.remove().getEnd().getDecoded());
  }

  @Test
  void aClientThatCancelsEndsTheAnalysisThatWaitsForBytes() throws InterruptedException {
    TestingCall call = call().options(AnalyzeOptions.newBuilder()).chunk(new byte[100]);
    awaitTaken(100);
    call.cancel();
    assertEquals(new StreamOutcome.Cancelled(), outcomes.take());
    awaitNoStreams();
  }

  @Test
  void aClientThatCancelsEndsTheAnalysisThatWaitsForIt() throws InterruptedException {
    AtomicLong written = new AtomicLong();
    AtomicReference<Thread> writer = new AtomicReference<>();
    analyzer.set(frames(100_000, written, writer));
    TestingCall call = TestingCall.open(channel, null).options(AnalyzeOptions.newBuilder());
    await(() -> writer.get() != null);
    awaitStandstill(writer.get(), written);
    call.cancel();
    outcomes.take();
    awaitNoStreams();
  }

  @Test
  void aDeadlineThatPassesEndsTheAnalysis() throws InterruptedException {
    TestingCall call =
        TestingCall.open(channel, Deadline.after(300, TimeUnit.MILLISECONDS))
            .options(AnalyzeOptions.newBuilder());
    call.read(1);
    assertEquals(Status.Code.DEADLINE_EXCEEDED, call.ended.join().getCode());
    awaitNoStreams();
  }

  @Test
  void aServiceThatStopsTellsItsClients() {
    TestingCall call = call().options(AnalyzeOptions.newBuilder()).chunk(new byte[100]);
    awaitTaken(100);
    streams.close();
    assertStatus(Status.Code.UNAVAILABLE, "try another instance", call);
  }

  private void awaitTaken(long bytes) {
    await(() -> taken.get() >= bytes);
  }

  private void awaitNoStreams() {
    await(() -> streams.count() == 0);
  }

  /** Writes so many frames as fast as they are taken. */
  private static StreamAnalyzer frames(
      int count, AtomicLong written, AtomicReference<Thread> writer) {
    return (_, _, listener, _) -> {
      writer.set(Thread.currentThread());
      try {
        listener.started(TestingResults.header());
        for (int i = 0; i < count; i++) {
          listener.frame(TestingResults.frame(i), false);
          written.incrementAndGet();
        }
      } catch (InterruptedException e) {
        return new StreamOutcome.Cancelled();
      }
      return new StreamOutcome.Unreadable("all written");
    };
  }
}
