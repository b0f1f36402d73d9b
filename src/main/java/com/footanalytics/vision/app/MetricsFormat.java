package com.footanalytics.vision.app;

import com.footanalytics.vision.telemetry.Exemplars;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Answers in OpenMetrics where that is what the caller likes best, as Prometheus does. The
 * framework by itself answers in plain text whoever takes that too, and plain text has no
 * exemplars.
 */
@Singleton
final class MetricsFormat {

  static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private static final String PATH = "/q/metrics";
  private static final int BEFORE_FRAMEWORK = -100;
  private static final String OPEN_METRICS_TYPE = "application/openmetrics-text";
  private static final String VERSION = "1.0.0";
  private static final String PLAIN_TYPE = "text/plain";

  private final PrometheusMeterRegistry registry;

  MetricsFormat(PrometheusMeterRegistry registry) {
    this.registry = registry;
  }

  void register(@Observes ManagementInterface management) {
    management.router().get(PATH).order(BEFORE_FRAMEWORK).blockingHandler(this::answer);
  }

  private void answer(RoutingContext context) {
    String accept = context.request().getHeader(HttpHeaders.ACCEPT);
    if (accept == null || !prefersOpenMetrics(accept)) {
      context.next();
      return;
    }
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, OPEN_METRICS)
        .end(Exemplars.atBucketsAlone(registry.scrape(OPEN_METRICS)));
  }

  /** Whether a caller with that header likes OpenMetrics no less than plain text. */
  static boolean prefersOpenMetrics(String accept) {
    double open = 0;
    double plain = 0;
    for (String wish : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
      List<String> parts = Arrays.stream(wish.split(";", -1)).map(String::strip).toList();
      String version = parameter(parts, "version=", VERSION);
      if (parts.getFirst().equals(OPEN_METRICS_TYPE) && version.equals(VERSION)) {
        open = Math.max(open, quality(parts));
      } else if (parts.getFirst().equals(PLAIN_TYPE)) {
        plain = Math.max(plain, quality(parts));
      }
    }
    return open > 0 && open >= plain;
  }

  private static double quality(List<String> parts) {
    try {
      return Double.parseDouble(parameter(parts, "q=", "1"));
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  private static String parameter(List<String> parts, String name, String otherwise) {
    return parts.stream()
        .filter(part -> part.startsWith(name))
        .map(part -> part.substring(name.length()))
        .findFirst()
        .orElse(otherwise);
  }
}
