package com.footanalytics.vision.app;

import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.SavedPlan;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Has the servers take as many threads as the plan of the cores gives them. What anybody sets of
 * Quarkus' own settings comes before it.
 */
public final class PlannedThreads implements ConfigSourceFactory {

  /** Below the application's own properties. */
  private static final int ORDINAL = 200;

  private static final String PREFIX = "ml-pipeline.analysis.";

  /** How the process shares the cores: as configured, else as saved, else as the cores suggest. */
  static CorePlan plan(
      Path dataDir, OptionalInt decoderThreads, OptionalInt sessions, OptionalInt eventLoops) {
    CorePlan known = SavedPlan.in(dataDir).orForCores(Runtime.getRuntime().availableProcessors());
    return new CorePlan(
        decoderThreads.orElse(known.decoderThreads()),
        sessions.orElse(known.sessions()),
        known.threadsPerSession(),
        known.batchSize(),
        eventLoops.orElse(known.eventLoops()));
  }

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    CorePlan plan =
        plan(
            Path.of(text(context, "ml-pipeline.data-dir", "./data")),
            OptionalInt.empty(),
            OptionalInt.empty(),
            number(text(context, PREFIX + "event-loops", "")));
    String eventLoops = Integer.toString(plan.eventLoops());
    return List.of(
        new PropertiesConfigSource(
            Map.of(
                "quarkus.vertx.event-loops-pool-size",
                eventLoops,
                "%prod.quarkus.grpc.server.instances",
                eventLoops,
                "quarkus.thread-pool.max-threads",
                Integer.toString(plan.serverThreads())),
            "threads by the plan of the cores",
            ORDINAL));
  }

  private static String text(ConfigSourceContext context, String name, String otherwise) {
    ConfigValue value = context.getValue(name);
    return value == null || value.getValue() == null ? otherwise : value.getValue();
  }

  /** What is no number above 0 is refused by whoever reads all of the configuration. */
  private static OptionalInt number(String text) {
    return text.matches("[1-9]\\d{0,4}")
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }
}
