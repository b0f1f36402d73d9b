package com.footanalytics.vision.app;

import com.footanalytics.vision.evaluate.AccuracyConfig;
import com.footanalytics.vision.flags.Flags;
import com.footanalytics.vision.flags.FlagsConfig;
import com.footanalytics.vision.flags.LiveFlags;
import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.ModelChoice;
import com.footanalytics.vision.pipeline.ModelRouting;
import com.footanalytics.vision.telemetry.MicrometerTelemetry;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

/** Makes the feature flags, and what they decide over. */
final class FlagsWiring {

  private static final String LAST_KNOWN = "flags-last-known.json";

  @Produces
  @Singleton
  @Typed(LiveFlags.class)
  LiveFlags liveFlags(ServiceConfig service, FlagsConfig config, MicrometerTelemetry telemetry) {
    try {
      return new LiveFlags(
          new LiveFlags.Sources(
              config.file(),
              config.key().map(key -> new LiveFlags.Server(config.url(), key, config.timeout())),
              service.dataDir().resolve(LAST_KNOWN)),
          telemetry);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(String.valueOf(e.getMessage()));
    }
  }

  void close(@Disposes LiveFlags flags) {
    flags.close();
  }

  @Produces
  @Singleton
  Flags flags(LiveFlags flags) {
    return flags;
  }

  /** A version has passed if golden sets are asked for at load and it has one. */
  @Produces
  @Singleton
  @Typed(ModelRouting.class)
  ModelRouting modelRouting(Detectors detectors, Flags flags, AccuracyConfig accuracy) {
    return new ModelRouting(
        detectors,
        flags,
        served -> accuracy.atLoad() && served.detector().model().manifest().golden().isPresent());
  }

  @Produces
  @Singleton
  ModelChoice modelChoice(ModelRouting routing) {
    return routing;
  }
}
