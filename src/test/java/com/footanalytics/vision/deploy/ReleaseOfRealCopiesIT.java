package com.footanalytics.vision.deploy;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.deploy.FlaggerLoop.Phase;
import com.footanalytics.vision.deploy.GateModels.Kind;
import com.footanalytics.vision.testing.PackagedService;
import com.footanalytics.vision.testing.TestingPrometheus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Releases of real copies of the service, which a real Prometheus scrapes, through the gates of the
 * Canary as it is; a minute lasts 4 s. What a copy does wrong it does by its models. The one thing
 * that is made up is the GPU, which metrics are rewritten to show.
 */
@Timeout(value = 420, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReleaseOfRealCopiesIT {

  private static final int FASTER = 15;

  /** A machine that is busy with other things may hold a good one back, but not every time. */
  private static final int ATTEMPTS = 3;

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final List<String> CALLED =
      List.of("good", "slower", "erring", "less-accurate", "on-the-processor");
  private static final Set<String> NEED_CALLS =
      Set.of(
          "request-volume",
          "error-percentage",
          "rejected-percentage",
          "p99-seconds",
          "p99-against-primary",
          "gpu-served-percentage");

  @TempDir private Path folder;

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Map<String, FlaggerLoop> ended = new LinkedHashMap<>();
  private final StringBuilder targets = new StringBuilder();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final CanaryPlan plan = plan();
  private @Nullable Prometheus prometheus;

  @Test
  void goodOneIsPromotedAndBadOnesAreTakenBack() throws Exception {
    TestingPrometheus.require();
    try {
      PackagedService primary = service("primary", Kind.GOOD);
      PackagedService good = service("good", Kind.GOOD);
      PackagedService slow = service("slow", Kind.SLOW);
      PackagedService failing = service("failing", Kind.FAILING);
      PackagedService confused = service("confused", Kind.CONFUSED);
      pair("good", good, primary, MetricsProxy::onGpu);
      pair("slower", slow, primary, MetricsProxy::onGpu);
      pair("erring", failing, primary, MetricsProxy::onGpu);
      pair("less-accurate", confused, primary, MetricsProxy::onGpu);
      pair("on-the-processor", good, primary, UnaryOperator.identity());
      prometheus =
          opened(
              Prometheus.scraping(
                  "global: {scrape_interval: 1s, scrape_timeout: 1s}%nscrape_configs:%n%s"
                      .formatted(targets),
                  Files.createDirectories(folder.resolve("prometheus"))));
      List<SteadyCalls> calls = new ArrayList<>(calls(primary, good));
      await("calls of the good one", () -> isCalled("good"));
      for (int attempt = 0; attempt < ATTEMPTS && !isPromoted("good"); attempt++) {
        releases(List.of("good"));
      }
      calls.addAll(calls(slow, failing, confused));
      await("calls of all", () -> CALLED.stream().allMatch(this::isCalled));
      releases(CALLED.subList(1, CALLED.size()));
      calls.forEach(SteadyCalls::close);
      await("silence", () -> !isCalled("good"));
      release("good", "never-asked");
      record();

      check("good", Phase.PROMOTED, Set.of());
      check("slower", Phase.ROLLED_BACK, Set.of("p99-against-primary"));
      check("erring", Phase.ROLLED_BACK, Set.of("error-percentage"));
      check(
          "less-accurate",
          Phase.ROLLED_BACK,
          Set.of("accuracy-percentage", "accuracy-against-primary"));
      check(
          "on-the-processor",
          Phase.ROLLED_BACK,
          Set.of("gpu-served-percentage", "gpu-utilization"));
      check("never-asked", Phase.ROLLED_BACK, NEED_CALLS);
    } finally {
      clock.shutdownNow();
      client.shutdownNow();
      while (!open.isEmpty()) {
        open.pop().close();
      }
    }
  }

  private List<SteadyCalls> calls(PackagedService... copies) {
    return Stream.of(copies).map(copy -> opened(new SteadyCalls(copy.http()))).toList();
  }

  private boolean isPromoted(String namespace) {
    FlaggerLoop loop = ended.get(namespace);
    return loop != null && loop.phase() == Phase.PROMOTED;
  }

  private static CanaryPlan plan() {
    try {
      return CanaryPlan.of(
          Manifests.parse(Files.readString(Path.of("canary/canary.yaml")))
              .and(Manifests.parse(Files.readString(Path.of("canary/metric-templates.yaml")))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PackagedService service(String name, Kind kind) throws Exception {
    Path home = Files.createDirectories(folder.resolve(name));
    PackagedService service =
        opened(
            PackagedService.start(
                home,
                Map.of(
                    "ML_PIPELINE_MODELS_DIR",
                    GateModels.repository(home, kind).toString(),
                    "ML_PIPELINE_ANALYSIS_MODEL",
                    "tiny",
                    "ML_PIPELINE_JOBS_CONCURRENCY",
                    "0"),
                "-Xmx256m",
                PackagedService.QUICK_START));
    await(name + " is ready", () -> isReady(service));
    return service;
  }

  private boolean isReady(PackagedService service) {
    HttpRequest ready =
        HttpRequest.newBuilder(service.management().resolve("/q/health/ready"))
            .timeout(ANSWER_LIMIT)
            .build();
    try {
      return client.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (HttpTimeoutException e) {
      return false;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(service.log(), e);
    }
  }

  /** Has both of a release scraped, under a namespace of its own. */
  private void pair(
      String namespace,
      PackagedService canary,
      PackagedService primary,
      UnaryOperator<String> rewriting)
      throws IOException {
    targets.append(
        "- job_name: %s%n  metrics_path: /q/metrics%n  static_configs:%n".formatted(namespace));
    target(namespace, plan.target(), canary.management(), rewriting);
    target(namespace, plan.target() + "-primary", primary.management(), MetricsProxy::onGpu);
  }

  private void target(String namespace, String app, URI management, UnaryOperator<String> rewriting)
      throws IOException {
    MetricsProxy proxy = opened(new MetricsProxy(management, rewriting));
    targets.append(
        "  - {targets: ['127.0.0.1:%d'], labels: {namespace: %s, app: %s}}%n"
            .formatted(proxy.port(), namespace, app));
  }

  private boolean isCalled(String namespace) {
    return plan.gates().stream()
        .filter(gate -> gate.name().equals("request-volume"))
        .allMatch(gate -> gate.admits(answer(namespace, gate)));
  }

  private void releases(List<String> namespaces) throws Exception {
    Map<String, FlaggerLoop> loops =
        namespaces.stream()
            .collect(
                Collectors.toMap(
                    namespace -> namespace,
                    _ -> new FlaggerLoop(plan),
                    (a, _) -> a,
                    LinkedHashMap::new));
    run(loops);
    ended.putAll(loops);
  }

  /** A release of the copies of another one, under a name of its own. */
  private void release(String namespace, String name) throws Exception {
    FlaggerLoop loop = new FlaggerLoop(plan);
    run(Map.of(namespace, loop));
    ended.put(name, loop);
  }

  private void run(Map<String, FlaggerLoop> loops) throws Exception {
    ScheduledFuture<?> rounds =
        clock.scheduleAtFixedRate(
            () -> loops.forEach((namespace, loop) -> loop.round(gate -> answer(namespace, gate))),
            0,
            plan.interval().toMillis() / FASTER,
            TimeUnit.MILLISECONDS);
    await(
        "ends", () -> loops.values().stream().noneMatch(loop -> loop.phase() == Phase.PROGRESSING));
    rounds.cancel(false);
  }

  /** Rolled back in four minutes of the plan's time, after at most two more for a slow machine. */
  private void check(String name, Phase phase, Set<String> refusedBy) {
    FlaggerLoop loop = requireNonNull(ended.get(name));
    assertEquals(phase, loop.phase(), () -> name + ": " + loop.refused());
    if (phase == Phase.ROLLED_BACK) {
      assertTrue(loop.refused().containsAll(refusedBy), () -> name + ": " + loop.refused());
      assertTrue(loop.rounds() <= 7, () -> name + ": " + loop.rounds() + " rounds");
    }
  }

  /** What happened goes into a file, in the plan's own minutes. */
  private void record() throws IOException {
    StringBuilder table =
        new StringBuilder(
            "| release | end | after | refused by |%n|---|---|---|---|%n".formatted());
    ended.forEach((name, loop) ->
        table.append(
            "| %s | %s | %s | %s |%n"
                .formatted(
                    name,
                    loop.phase(),
                    plan.interval().multipliedBy(loop.rounds() - 1),
                    String.join(", ", loop.refused()))));
    Files.writeString(Path.of("target/releases.md"), table);
  }

  private void await(String what, BooleanSupplier condition) throws Exception {
    CompletableFuture<Void> met = new CompletableFuture<>();
    ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor();
    try {
      looking.scheduleWithFixedDelay(
          () -> {
            try {
              if (condition.getAsBoolean()) {
                met.complete(null);
              }
            } catch (RuntimeException | Error e) {
              met.completeExceptionally(e);
            }
          },
          0,
          200,
          TimeUnit.MILLISECONDS);
      met.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("not within " + PATIENCE + ": " + what + answers(), e);
    } finally {
      looking.shutdownNow();
    }
  }

  /** What every gate would hear now. */
  private String answers() {
    return prometheus == null
        ? ""
        : CALLED.stream()
            .flatMap(namespace ->
                plan.gates().stream()
                    .map(gate ->
                        "%n%s %s: %s".formatted(namespace, gate.name(), answer(namespace, gate))))
            .collect(Collectors.joining());
  }

  private OptionalDouble answer(String namespace, CanaryPlan.Gate gate) {
    return requireNonNull(prometheus)
        .ask(plan.render(gate, namespace, Quantities.seconds(gate.interval()) / FASTER + "s"));
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.push(resource);
    return resource;
  }
}
