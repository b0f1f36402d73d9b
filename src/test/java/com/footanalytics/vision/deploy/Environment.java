package com.footanalytics.vision.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The variables that a container of ours gets, and whether the service knows them. */
final class Environment {

  /**
   * Read by others than the service: the JVM and its agent, the container runtime, Quarkus, people.
   */
  private static final Set<String> OTHERS =
      Set.of(
          "JAVA_TOOL_OPTIONS",
          "NVIDIA_DRIVER_CAPABILITIES",
          "OTEL_EXPORTER_OTLP_ENDPOINT",
          "OTEL_EXPORTER_OTLP_PROTOCOL",
          "OTEL_TRACES_SAMPLER_ARG",
          "QUARKUS_SHUTDOWN_DELAY",
          "QUARKUS_SHUTDOWN_TIMEOUT",
          "MODEL_SHA256");

  private Environment() {}

  /** Variables and their values; those of secrets have none yet, and stand as empty. */
  static Map<String, String> of(Manifests manifests, PodGroup group) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (Tree source : group.container().get("envFrom").items()) {
      manifests
          .find("ConfigMap", source.text("configMapRef.name"))
          .ifPresent(map -> variables.putAll(map.tree().get("data").texts()));
      manifests
          .find("ExternalSecret", source.text("secretRef.name"))
          .ifPresent(secret ->
              secret
                  .spec()
                  .get("data")
                  .items()
                  .forEach(entry -> variables.put(entry.text("secretKey"), "")));
    }
    group
        .container()
        .get("env")
        .items()
        .forEach(variable -> variables.put(variable.text("name"), variable.text("value")));
    return variables;
  }

  static List<String> findings(Manifests manifests) {
    List<String> findings = new ArrayList<>();
    for (PodGroup group : FuturePods.of(manifests)) {
      if (group.isService()) {
        Map<String, String> variables = of(manifests, group);
        variables.forEach((name, value) -> check(group, name, value, findings));
        storage(group, variables, findings);
      }
    }
    return findings;
  }

  private static void check(PodGroup group, String name, String value, List<String> findings) {
    if (OTHERS.contains(name)) {
      return;
    }
    Options.ofVariable(name)
        .ifPresentOrElse(
            option -> {
              if (!value.isEmpty() && !option.accepts(value)) {
                findings.add(
                    "%s: %s=%s (expected: %s)"
                        .formatted(
                            group.owner(),
                            name,
                            value,
                            option.method().getReturnType().getSimpleName()));
              }
            },
            () -> findings.add(group.owner() + ": sets " + name + ", which is no option"));
  }

  /** Pods that share jobs share the database and the store, and hold what they copy from it. */
  private static void storage(
      PodGroup group, Map<String, String> variables, List<String> findings) {
    boolean alone = group.role() == PodGroup.Role.PLAIN && group.answers();
    if (!alone
        && !(variables.containsKey("ML_PIPELINE_DATABASE_URL")
            && "s3".equals(variables.get("ML_PIPELINE_STORAGE_KIND")))) {
      findings.add(group.owner() + ": keeps jobs or videos where no other pod sees them");
    }
    boolean works = !"0".equals(variables.getOrDefault("ML_PIPELINE_JOBS_CONCURRENCY", "1"));
    if (!alone && works == group.answers()) {
      findings.add(
          group.owner() + (works ? ": works off jobs beside requests" : ": works off no jobs"));
    }
    double data =
        group.podSpec().get("volumes").named("data").at("emptyDir.sizeLimit").exists()
            ? Quantities.bytes(
                group.podSpec().get("volumes").named("data").text("emptyDir.sizeLimit"))
            : Double.POSITIVE_INFINITY;
    if (!alone) {
      double cache = bytes("ml-pipeline.storage.cache-bytes", variables);
      double upload = bytes("ml-pipeline.upload.max-bytes", variables);
      if (cache + upload > data) {
        findings.add(group.owner() + ": copies and one upload do not fit into its volume");
      }
    }
  }

  private static double bytes(String option, Map<String, String> variables) {
    String value = Options.effective(option, variables);
    return value.isEmpty() ? 0 : Double.parseDouble(value);
  }
}
