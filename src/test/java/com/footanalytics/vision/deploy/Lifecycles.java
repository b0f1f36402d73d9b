package com.footanalytics.vision.deploy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** Ports, probes and time limits, held against what the service has. */
final class Lifecycles {

  private static final Map<String, String> PORTS =
      Map.of(
          "http", "quarkus.http.port",
          "grpc", "quarkus.grpc.server.port",
          "management", "quarkus.management.port");
  private static final String HEALTH = "/q/health/";
  private static final Set<String> CHECKED = checked();

  /** A model may take that long to load, to build its engines and to prove itself. */
  private static final int LEAST_START_SECONDS = 600;

  private static final int SLACK_SECONDS = 10;

  private Lifecycles() {}

  static List<String> findings(Manifests manifests) {
    List<String> findings = new ArrayList<>();
    for (PodGroup group : FuturePods.of(manifests)) {
      if (group.isService()) {
        List<String> wrong = new ArrayList<>();
        ports(group, wrong);
        probes(manifests, group, wrong);
        drain(group, Environment.of(manifests, group), wrong);
        wrong.forEach(what -> findings.add(group.owner() + ": " + what));
      }
    }
    services(manifests, findings);
    return findings;
  }

  private static void ports(PodGroup group, List<String> wrong) {
    PORTS.forEach((name, property) -> {
      String expected = Options.effective(property, Map.of());
      if (group.port(name).isEmpty()
          || !String.valueOf(group.port(name).getAsInt()).equals(expected)) {
        wrong.add("port %s is not %s".formatted(name, expected));
      }
    });
    if (group.ports().size() != PORTS.size()) {
      wrong.add("opens ports that the service does not have");
    }
  }

  private static void probes(Manifests manifests, PodGroup group, List<String> wrong) {
    Tree container = group.container();
    for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
      Tree request = container.get(probe).get("httpGet");
      if (!request.text("port").equals("management")) {
        wrong.add(probe + " is not on the management port");
      }
      if (!CHECKED.contains(request.text("path"))) {
        wrong.add("%s asks %s, where nothing is checked".formatted(probe, request.text("path")));
      }
      if (container.get(probe).get("timeoutSeconds").count(1)
          > container.get(probe).get("periodSeconds").count(10)) {
        wrong.add(probe + " may still wait when the next is due");
      }
    }
    if (!container.text("readinessProbe.httpGet.path").equals(HEALTH + "ready")) {
      wrong.add("readinessProbe does not ask whether it is ready");
    }
    if (!container.text("livenessProbe.httpGet.path").equals(HEALTH + "live")) {
      wrong.add("livenessProbe asks more than whether the process lives, and would restart it");
    }
    if (container.text("startupProbe.httpGet.path").equals(HEALTH + "live")) {
      wrong.add("startupProbe does not wait for the model");
    }
    int start =
        container.at("startupProbe.periodSeconds").count(10)
            * container.at("startupProbe.failureThreshold").count(3);
    int deadline = group.deployment().get("progressDeadlineSeconds").count(600);
    if (start < LEAST_START_SECONDS) {
      wrong.add("may start for %d s only".formatted(start));
    }
    if (start >= deadline) {
      wrong.add("start of %d s exceeds the rollout's deadline".formatted(start));
    }
    FuturePods.canaryOf(manifests, group.owner())
        .filter(canary -> canary.spec().get("progressDeadlineSeconds").count(600) < deadline)
        .ifPresent(canary -> wrong.add("the Canary's deadline is before the Deployment's"));
  }

  /** The pod is killed only after all that it may still do. */
  private static void drain(PodGroup group, Map<String, String> environment, List<String> wrong) {
    long preStop = group.container().at("lifecycle.preStop.sleep.seconds").count(0);
    long stop =
        seconds("quarkus.shutdown.delay", environment)
            + seconds("quarkus.shutdown.timeout", environment)
            + seconds("ml-pipeline.jobs.drain-limit", environment);
    long grace = group.podSpec().get("terminationGracePeriodSeconds").count(30);
    if (preStop + stop + SLACK_SECONDS > grace) {
      wrong.add(
          "is killed after %d s, and may need %d s to stop"
              .formatted(grace, preStop + stop + SLACK_SECONDS));
    }
    if (group.answers() && group.role() != PodGroup.Role.PLAIN && preStop < 5) {
      wrong.add("stops before proxies know of it");
    }
    long longest = seconds("ml-pipeline.detect.max-timeout", environment);
    if (seconds("quarkus.shutdown.timeout", environment) < longest) {
      wrong.add("does not wait for the longest request, %d s".formatted(longest));
    }
    String proxy = group.template().at("metadata.annotations").get("proxy.istio.io/config").text();
    if (!proxy.isEmpty()) {
      long drain =
          Quantities.seconds(json(proxy).getOrDefault("terminationDrainDuration", "5s").toString());
      if (drain < preStop + stop || drain > grace) {
        wrong.add(
            "its proxy goes after %d s (expected: %d to %d)"
                .formatted(drain, preStop + stop, grace));
      }
    }
  }

  private static void services(Manifests manifests, List<String> findings) {
    List<PodGroup> groups = FuturePods.of(manifests);
    for (Manifest service : manifests.ofKind("Service")) {
      for (Tree port : service.spec().get("ports").items()) {
        Selectors.chosen(service, groups).stream()
            .filter(group -> group.port(port.text("targetPort")).isEmpty())
            .forEach(
                group -> findings.add(service.title() + ": no port " + port.text("targetPort")));
      }
    }
  }

  private static long seconds(String option, Map<String, String> environment) {
    String value = Options.effective(option, environment);
    return value.isEmpty() ? 0 : Quantities.seconds(value);
  }

  private static Map<?, Object> json(String text) {
    try {
      return new ObjectMapper().readerForMapOf(Object.class).readValue(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Paths of health that the service's own checks decide on; whether it lives it always says. */
  private static Set<String> checked() {
    Set<String> paths = new HashSet<>(Set.of(HEALTH + "live"));
    Map<String, Class<? extends Annotation>> kinds =
        Map.of("live", Liveness.class, "ready", Readiness.class, "started", Startup.class);
    var classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("com.footanalytics.vision.app");
    kinds.forEach((path, kind) -> {
      if (classes.stream().anyMatch(type -> type.isAnnotatedWith(kind))) {
        paths.add(HEALTH + path);
      }
    });
    return paths;
  }
}
