package com.footanalytics.vision.app;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Tells the platform whether new work may be sent here. */
@Readiness
@Singleton
final class ReadinessCheck implements HealthCheck {

  private final ServiceState state;

  ReadinessCheck(ServiceState state) {
    this.state = state;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("work");
    return state
        .refusal()
        .map(reason -> answer.down().withData("reason", reason))
        .orElseGet(answer::up)
        .build();
  }
}
