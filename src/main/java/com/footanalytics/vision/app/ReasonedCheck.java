package com.footanalytics.vision.app;

import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * A check that is up unless there is a reason, which it gives.
 *
 * @param name of the check
 * @param objection the reason why not
 */
record ReasonedCheck(String name, Supplier<Optional<String>> objection) implements HealthCheck {

  @Override
  public HealthCheckResponse call() {
    return answer(HealthCheckResponse.named(name), objection.get());
  }

  static HealthCheckResponse answer(HealthCheckResponseBuilder answer, Optional<String> reason) {
    return reason.map(why -> answer.down().withData("reason", why)).orElseGet(answer::up).build();
  }
}
