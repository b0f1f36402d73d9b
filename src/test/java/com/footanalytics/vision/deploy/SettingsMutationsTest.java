package com.footanalytics.vision.deploy;

import static com.footanalytics.vision.deploy.Mutation.API;
import static com.footanalytics.vision.deploy.Mutation.CONTAINER;
import static com.footanalytics.vision.deploy.Mutation.D;
import static com.footanalytics.vision.deploy.Mutation.HPA;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes in what pods are told, in faults on purpose and in delivery. */
class SettingsMutationsTest {

  private static final String ENGINE = "ml-pipeline-pod-delete-";

  @ParameterizedTest
  @MethodSource({"observed", "others"})
  void mistakeIsSeen(Mutation mutation) {
    mutation.assertSeen();
  }

  static Stream<Mutation> observed() {
    Function<Manifests, List<String>> check = Observed::findings;
    UnaryOperator<Manifests> plain =
        m -> m.rewritten(D, API, options(m), "-javaagent:/opt/ml-pipeline/agent/", "-Dno=");
    return Stream.of(
        new Mutation("no agent", check, plain),
        new Mutation(
            "agent without its settings",
            check,
            m -> m.rewritten(D, API, options(m), "-Dotel.javaagent", "-Djavaagent")),
        new Mutation(
            "spans to the agent's own host",
            check,
            m ->
                m.rewritten(
                    D, API, variable(m, "OTEL_EXPORTER_OTLP_ENDPOINT"), "otel-collector", "")),
        new Mutation(
            "HTTP on the port of gRPC",
            check,
            m ->
                m.rewritten(
                    D, API, variable(m, "OTEL_EXPORTER_OTLP_PROTOCOL"), "grpc", "http/protobuf")),
        new Mutation(
            "percent for a share",
            check,
            m -> m.rewritten(D, API, variable(m, "OTEL_TRACES_SAMPLER_ARG"), "0.05", "5")),
        new Mutation(
            "log for people",
            check,
            m -> m.without("ConfigMap", "ml-pipeline-runtime", "/data/ML_PIPELINE_LOG_JSON")));
  }

  private static String options(Manifests manifests) {
    return variable(manifests, "JAVA_TOOL_OPTIONS");
  }

  /** Where the value of a variable stands. */
  private static String variable(Manifests manifests, String name) {
    List<String> names =
        manifests
            .get(D, API)
            .spec()
            .at("template.spec.containers")
            .items()
            .getFirst()
            .get("env")
            .items()
            .stream()
            .map(variable -> variable.text("name"))
            .toList();
    return CONTAINER + "/env/" + names.indexOf(name) + "/value";
  }

  static Stream<Mutation> others() {
    return Stream.of(
        new Mutation(
            "misspelt variable",
            Environment::findings,
            m -> m.with("ConfigMap", "ml-pipeline-runtime", "/data/ML_PIPELINE_STORE_KIND", "s3")),
        new Mutation(
            "value that is none",
            Environment::findings,
            m ->
                m.with(
                    "ConfigMap", "ml-pipeline-runtime", "/data/ML_PIPELINE_STORAGE_KIND", "gcs")),
        new Mutation(
            "jobs that no worker sees",
            Environment::findings,
            m -> m.without(D, API, CONTAINER + "/envFrom/2")),
        new Mutation(
            "jobs beside requests",
            Environment::findings,
            m -> m.with(D, API, CONTAINER + "/env/7/value", "1")),
        new Mutation(
            "copies larger than their volume",
            Environment::findings,
            m ->
                m.with(
                    "ConfigMap",
                    "ml-pipeline-runtime",
                    "/data/ML_PIPELINE_STORAGE_CACHE_BYTES",
                    "34359738368")),
        new Mutation(
            "weights swapped under a version",
            ModelPins::findings,
            m -> m.with("ConfigMap", "ml-pipeline-model", "/data/MODEL_SHA256", "0".repeat(64))),
        new Mutation(
            "version that is not there",
            ModelPins::findings,
            m ->
                m.with(
                    "ConfigMap",
                    "ml-pipeline-model",
                    "/data/ML_PIPELINE_ANALYSIS_MODEL",
                    "football-detector:9")),
        new Mutation(
            "model pinned where Flagger does not look",
            ModelPins::findings,
            m -> m.without(D, API, CONTAINER + "/envFrom/0")),
        new Mutation(
            "accuracy gate above what the model can",
            ModelPins::findings,
            m -> m.with("Canary", API, "/spec/analysis/metrics/5/thresholdRange/min", 90)),
        new Mutation(
            "secret that nobody makes",
            References::findings,
            m -> m.without("ExternalSecret", "ml-pipeline-alerting")),
        new Mutation(
            "settings that are not there",
            References::findings,
            m -> m.without("ConfigMap", "ml-pipeline-runtime")),
        new Mutation(
            "no namespace", References::findings, m -> m.without(HPA, API, "/metadata/namespace")),
        new Mutation(
            "faults every eight hours",
            Chaos::findings,
            m ->
                m.with(
                    "CronWorkflow",
                    "ml-pipeline-chaos",
                    "/spec/schedules",
                    List.of("0 */8 * * *"))),
        new Mutation(
            "fault that no objective judges",
            Chaos::findings,
            m -> m.without("ChaosEngine", ENGINE, "/spec/experiments/0/spec/probe")),
        new Mutation(
            "kind that Argo CD may not create",
            m -> Delivery.findings(Overlay.ARGOCD.manifests(), running(m)),
            m -> m.with("AlertProvider", "ml-pipeline-slack", "/kind", "ClusterAlertProvider")),
        new Mutation(
            "namespace of somebody else",
            m -> Delivery.findings(Overlay.ARGOCD.manifests(), running(m)),
            m ->
                m.with(
                    "ConfigMap", "ml-pipeline-runtime", "/metadata/namespace", "footanalytics")));
  }

  private static Manifests running(Manifests all) {
    return new Manifests(
        all.all().stream()
            .filter(object -> !List.of("NodePool", "PriorityClass").contains(object.kind()))
            .toList());
  }
}
