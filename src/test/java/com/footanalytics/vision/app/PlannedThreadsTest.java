package com.footanalytics.vision.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.SavedPlan;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlannedThreadsTest {

  private static final String LOOPS = "quarkus.vertx.event-loops-pool-size";
  private static final String WORKERS = "quarkus.thread-pool.max-threads";
  private static final String GRPC = "quarkus.grpc.server.instances";
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  @TempDir private Path data;

  @Test
  void theServersTakeWhatTheCoresSuggest() {
    CorePlan plan = CorePlan.forCores(CORES);
    SmallRyeConfig config = config(Map.of());
    assertEquals(plan.eventLoops(), config.getValue(LOOPS, Integer.class));
    assertEquals(plan.eventLoops(), config.getValue(GRPC, Integer.class));
    assertEquals(plan.serverThreads(), config.getValue(WORKERS, Integer.class));
  }

  @Test
  void thePlanThatWasSavedDecides() {
    SavedPlan.in(data).write(CorePlan.forCores(CORES).withEventLoops(7), CORES);
    assertEquals(7, config(Map.of()).getValue(LOOPS, Integer.class));
    assertEquals(28, config(Map.of()).getValue(WORKERS, Integer.class));
    assertEquals(7, plan(OptionalInt.empty()).eventLoops());
  }

  @Test
  void theConfigurationComesBeforeThePlan() {
    SavedPlan.in(data).write(CorePlan.forCores(CORES).withEventLoops(7), CORES);
    SmallRyeConfig config = config(Map.of("ml-pipeline.analysis.event-loops", "3"));
    assertEquals(3, config.getValue(LOOPS, Integer.class));
    assertEquals(3, config.getValue(GRPC, Integer.class));
    assertEquals(3, plan(OptionalInt.of(3)).eventLoops());
  }

  @Test
  void whatIsSetOfTheServersThemselvesComesFirst() {
    SmallRyeConfig config =
        config(Map.of("ml-pipeline.analysis.event-loops", "3", LOOPS, "9", GRPC, "10"));
    assertEquals(9, config.getValue(LOOPS, Integer.class));
    assertEquals(10, config.getValue(GRPC, Integer.class));
    assertEquals(16, config.getValue(WORKERS, Integer.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"many", "0", "-1", "", "99999999999"})
  void whatIsNoNumberIsLeftToWhoeverReadsAll(String eventLoops) {
    SmallRyeConfig config = config(Map.of("ml-pipeline.analysis.event-loops", eventLoops));
    assertEquals(CorePlan.forCores(CORES).eventLoops(), config.getValue(LOOPS, Integer.class));
  }

  @Test
  void partsThatAreConfiguredReplaceThoseOfThePlan() {
    CorePlan plan =
        PlannedThreads.plan(data, OptionalInt.of(5), OptionalInt.of(6), OptionalInt.of(7));
    CorePlan automatic = CorePlan.forCores(CORES);
    assertEquals(new CorePlan(5, 6, automatic.threadsPerSession(), automatic.batchSize(), 7), plan);
  }

  private CorePlan plan(OptionalInt eventLoops) {
    return PlannedThreads.plan(data, OptionalInt.empty(), OptionalInt.empty(), eventLoops);
  }

  private SmallRyeConfig config(Map<String, String> set) {
    Map<String, String> all = new HashMap<>(set);
    all.put("ml-pipeline.data-dir", data.toString());
    return new SmallRyeConfigBuilder()
        .withProfile("prod")
        .addDefaultInterceptors()
        .withSources(new PropertiesConfigSource(all, "set", 300))
        .withSources(new PlannedThreads())
        .build();
  }
}
