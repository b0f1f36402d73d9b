package com.footanalytics.vision.deploy;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether pods that share their work with others tell by spans and logs what they do. */
final class Observed {

  private static final String AGENT = "/opt/ml-pipeline/agent/";
  private static final int GRPC = 4317;

  private Observed() {}

  static List<String> findings(Manifests manifests) {
    List<String> findings = new ArrayList<>();
    for (PodGroup group : FuturePods.of(manifests)) {
      if (group.isService() && !(group.role() == PodGroup.Role.PLAIN && group.answers())) {
        List<String> wrong = new ArrayList<>();
        Map<String, String> variables = Environment.of(manifests, group);
        spans(variables, wrong);
        if (!Options.effective("ml-pipeline.log.json", variables).equals("true")) {
          wrong.add("logs lines for people (expected: ML_PIPELINE_LOG_JSON=true)");
        }
        wrong.forEach(what -> findings.add(group.owner() + ": " + what));
      }
    }
    return findings;
  }

  private static void spans(Map<String, String> variables, List<String> wrong) {
    List<String> options =
        List.of(variables.getOrDefault("JAVA_TOOL_OPTIONS", "").strip().split("\\s+"));
    if (!options.contains("-javaagent:" + AGENT + "opentelemetry-javaagent.jar")) {
      wrong.add("runs without the agent of its image");
    }
    if (!options.contains("-Dotel.javaagent.configuration-file=" + AGENT + "agent.properties")) {
      wrong.add("runs the agent without its settings");
    }
    URI collector = URI.create(variables.getOrDefault("OTEL_EXPORTER_OTLP_ENDPOINT", ""));
    boolean named =
        collector.getHost() != null && collector.getHost().startsWith("otel-collector.");
    if (!named) {
      wrong.add("sends spans to " + collector);
    }
    boolean grpc = variables.getOrDefault("OTEL_EXPORTER_OTLP_PROTOCOL", "").equals("grpc");
    if (grpc != (collector.getPort() == GRPC)) {
      wrong.add("speaks another protocol than port " + collector.getPort());
    }
    String share = variables.getOrDefault("OTEL_TRACES_SAMPLER_ARG", "");
    if (!share.matches("0[.]\\d+|1[.]0")) {
      wrong.add("records a share of %s (expected: 0 to 1)".formatted(share));
    }
  }
}
