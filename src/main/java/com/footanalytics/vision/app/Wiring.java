package com.footanalytics.vision.app;

import com.footanalytics.vision.job.JobIdGenerator;
import com.footanalytics.vision.telemetry.OtelTracing;
import com.footanalytics.vision.telemetry.Tracing;
import io.opentelemetry.api.GlobalOpenTelemetry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;

/** Makes the parts of the service and hands each what it leans on. */
final class Wiring {

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  Tracing tracing(Clock clock) {
    return new OtelTracing(GlobalOpenTelemetry.get(), clock);
  }

  @Produces
  @Singleton
  JobIdGenerator jobIds(Clock clock) {
    return new JobIdGenerator(clock, new SecureRandom());
  }
}
