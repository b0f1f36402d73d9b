package com.footanalytics.load.grpc;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.exitBlockOnFail;
import static io.gatling.javaapi.core.CoreDsl.group;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.load.gatling.GatlingRun;
import com.footanalytics.load.measure.Ledger;
import com.footanalytics.load.measure.Outcome;
import com.footanalytics.load.measure.Tally;
import com.footanalytics.load.profile.Profile;
import com.footanalytics.load.profile.Request;
import com.footanalytics.load.traffic.TestingService;
import inference.GRPCInferenceServiceGrpc;
import inference.ModelInferRequest;
import inference.ModelInferResponse;
import io.gatling.commons.util.DefaultClock;
import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Simulation;
import io.grpc.Channel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Calls through Gatling, as its report and the ledger see them. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GrpcRequestTest {

  private static final ScopedValue<ChainBuilder> CHAIN = ScopedValue.newInstance();
  private static final ScopedValue<List<Assertion>> ASSERTIONS = ScopedValue.newInstance();
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private final Ledger ledger =
      new Ledger(Profile.SMOKE.plan(1, 10), new DefaultClock()::nowMillis);

  /** One user that does what is bound. */
  public static final class OneUser extends Simulation {
    public OneUser() {
      setUp(scenario("one").exec(CHAIN.get()).injectOpen(atOnceUsers(1)))
          .assertions(ASSERTIONS.orElse(List.of()));
    }
  }

  private GatlingRun.Ended run(ChainBuilder chain, Assertion... assertions) {
    return ScopedValue.where(CHAIN, chain)
        .where(ASSERTIONS, List.of(assertions))
        .call(() -> new GatlingRun(folder).run(OneUser.class, ledger));
  }

  private static GrpcRequest<ModelInferRequest, ModelInferResponse> call(
      Channel channel, String model) {
    return call(channel, model, DEADLINE);
  }

  private static GrpcRequest<ModelInferRequest, ModelInferResponse> call(
      Channel channel, String model, Duration deadline) {
    return GrpcRequest.unary(
        Request.MODEL_INFER.label(),
        GRPCInferenceServiceGrpc.getModelInferMethod(),
        deadline,
        _ -> channel,
        _ -> ModelInferRequest.newBuilder().setModelName(model).build(),
        () ->
            Answers.single(answer ->
                answer.getOutputsCount() > 0 ? Optional.empty() : Optional.of("no outputs")));
  }

  private Tally tally() {
    return ledger.tally(0, Request.MODEL_INFER);
  }

  @Test
  void callsStandInTheReportWithTheirGroupStatusAndTime() throws IOException {
    try (TestingService service = new TestingService();
        Channels channels = new Channels()) {
      Channel channel = channels.to(service.endpoint().grpc());
      service.delay(Duration.ofMillis(150));
      var outer = details("outer", Request.MODEL_INFER.label());
      GatlingRun.Ended ended =
          run(
              group("outer")
                  .on(
                      exec(call(channel, "m")),
                      exec(call(channel, "full")),
                      exec(call(channel, "empty"))),
              outer.allRequests().count().is(3L),
              outer.failedRequests().count().is(2L),
              outer.responseTime().max().gte(150),
              details("outer").responseTime().max().gte(300));

      assertTrue(ended.assertionsHeld());
      assertEquals(1, tally().count(Outcome.OK));
      assertEquals(1, tally().count(Outcome.REJECTED));
      assertEquals(1, tally().count(Outcome.FAILED), "an answer that was not expected");
      assertTrue(tally().times(Outcome.OK).quantileMillis(1) >= 150);
      String errors = Files.readString(ended.report().resolve("index.html"));
      assertTrue(errors.contains("RESOURCE_EXHAUSTED: full"), "the reason is in the report");
      assertTrue(errors.contains("no outputs"), "the fault is in the report");
    }
  }

  @Test
  void aCallEndsAtItsDeadline() throws IOException {
    try (TestingService service = new TestingService();
        Channels channels = new Channels()) {
      service.delay(Duration.ofSeconds(60));
      Channel channel = channels.to(service.endpoint().grpc());
      run(exec(call(channel, "m", Duration.ofMillis(500))));
      assertEquals(1, tally().count(Outcome.LATE));
      long millis = tally().times(Outcome.LATE).quantileMillis(1);
      assertTrue(millis >= 500 && millis < 20_000, "took " + millis + " ms");
    }
  }

  @Test
  void theServicesRefusalIsToldFromNobodyBeingThere() throws Exception {
    try (TestingService service = new TestingService();
        Channels channels = new Channels()) {
      run(
          exec(call(channels.to(service.endpoint().grpc()), "stopping"))
              .exec(call(channels.to("127.0.0.1:" + unusedPort()), "m")));
    }
    assertEquals(1, tally().count(Outcome.UNAVAILABLE));
    assertEquals(1, tally().count(Outcome.NOT_CONNECTED));
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  @Test
  void aUserLeavesABlockInWhichACallFailed() throws IOException {
    try (TestingService service = new TestingService();
        Channels channels = new Channels()) {
      Channel channel = channels.to(service.endpoint().grpc());
      run(exitBlockOnFail().on(exec(call(channel, "full")), exec(call(channel, "m"))));
    }
    assertEquals(1, tally().count());
  }

  @Test
  void aCallThatCannotBeMadeIsNoAnswerOfTheService() throws IOException {
    try (TestingService service = new TestingService();
        Channels channels = new Channels()) {
      Channel channel = channels.to(service.endpoint().grpc());
      var faulty =
          GrpcRequest.unary(
              Request.MODEL_INFER.label(),
              GRPCInferenceServiceGrpc.getModelInferMethod(),
              DEADLINE,
              _ -> channel,
              session -> ModelInferRequest.newBuilder().setId(session.getString("no")).build(),
              () -> Answers.<ModelInferResponse>single(_ -> Optional.empty()));
      run(exec(call(channel, "m"), faulty));
    }
    assertEquals(1, tally().count());
    assertEquals(1, ledger.crashes());
  }
}
