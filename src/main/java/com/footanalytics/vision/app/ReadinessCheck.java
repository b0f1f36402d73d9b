package com.footanalytics.vision.app;

import com.footanalytics.vision.database.Database;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells the platform whether new work may be sent here, the database included, and which models run
 * where not wanted.
 */
@Readiness
@Singleton
final class ReadinessCheck implements HealthCheck {

  private final ServiceState state;
  private final LoadedModels models;
  private final Database database;

  ReadinessCheck(ServiceState state, LoadedModels models, Database database) {
    this.state = state;
    this.models = models;
    this.database = database;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("work");
    models.fallbacks().forEach(answer::withData);
    return state
        .refusal()
        .or(this::silence)
        .map(reason -> answer.down().withData("reason", reason))
        .orElseGet(answer::up)
        .build();
  }

  private Optional<String> silence() {
    return database.answers()
        ? Optional.empty()
        : Optional.of("the database does not answer; see ml-pipeline.database.url");
  }
}
