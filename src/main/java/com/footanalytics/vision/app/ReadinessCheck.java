package com.footanalytics.vision.app;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Tells the platform whether new work may be sent here, and which models run where not wanted. */
@Readiness
@Singleton
final class ReadinessCheck implements HealthCheck {

  private final ServiceState state;
  private final LoadedModels models;

  ReadinessCheck(ServiceState state, LoadedModels models) {
    this.state = state;
    this.models = models;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("work");
    models.fallbacks().forEach(answer::withData);
    return ReasonedCheck.answer(answer, state.refusal());
  }
}
