package com.footanalytics.vision.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A check is worth something if it sees the mistake that it is about. */
class MutationsTest {

  private static final String D = "Deployment";
  private static final String API = "ml-pipeline";
  private static final String WORKER = "ml-pipeline-worker";
  private static final String POD = "/spec/template/spec";
  private static final String CONTAINER = POD + "/containers/0";
  private static final String HPA = "HorizontalPodAutoscaler";
  private static final String POLICY = "NetworkPolicy";
  private static final String TEMPLATE = "MetricTemplate";
  private static final String QUERY = "/spec/query";
  private static final String ENGINE = "ml-pipeline-pod-delete-";

  /**
   * A mistake.
   *
   * @param name what somebody did
   * @param check what has to see it
   */
  record Mutation(
      String name, Function<Manifests, List<String>> check, UnaryOperator<Manifests> mistake) {

    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest
  @MethodSource({
    "selectors",
    "pods",
    "schemas",
    "lifeCycles",
    "scaling",
    "gates",
    "queries",
    "others"
  })
  void mistakeIsSeen(Mutation mutation) {
    Manifests right = Overlay.PRODUCTION.manifests().and(Overlay.PLATFORM.manifests());
    assertEquals(List.of(), mutation.check().apply(right));
    assertNotEquals(List.of(), mutation.check().apply(mutation.mistake().apply(right)));
  }

  static Stream<Mutation> selectors() {
    Function<Manifests, List<String>> check = Selectors::findings;
    Map<String, String> canaryOnly = Map.of("app", API);
    return Stream.of(
        new Mutation(
            "budget of the canary instead of the primary",
            check,
            m ->
                m.with(
                    "PodDisruptionBudget", API, "/spec/selector/matchLabels/app", "ml-pipeline")),
        new Mutation("no budget", check, m -> m.without("PodDisruptionBudget", API)),
        new Mutation(
            "network policy of the canary alone",
            check,
            m ->
                m.with(POLICY, "ml-pipeline-storage", "/spec/podSelector/matchLabels", canaryOnly)
                    .with(POLICY, API, "/spec/podSelector/matchLabels", canaryOnly)),
        new Mutation("no default", check, m -> m.without(POLICY, "default-deny")),
        new Mutation(
            "default that denies only what comes in",
            check,
            m -> m.with(POLICY, "default-deny", "/spec/policyTypes", List.of("Ingress"))),
        new Mutation(
            "policy about nobody",
            check,
            m ->
                m.with(
                    POLICY,
                    WORKER,
                    "/spec/podSelector/matchLabels/app.kubernetes.io~1component",
                    "workers")),
        new Mutation(
            "scraping of the canary alone",
            check,
            m -> m.with("PodMonitor", API, "/spec/selector/matchLabels", canaryOnly)),
        new Mutation(
            "scraping of a port that is not there",
            check,
            m -> m.with("PodMonitor", API, "/spec/podMetricsEndpoints/0/port", "metrics")),
        new Mutation(
            "series without the label of the gates",
            check,
            m -> m.without("PodMonitor", API, "/spec/podTargetLabels")),
        new Mutation(
            "authorization of the canary alone",
            check,
            m -> m.with("AuthorizationPolicy", API, "/spec/selector/matchLabels", canaryOnly)),
        new Mutation(
            "mutual TLS of the canary alone",
            check,
            m -> m.with("PeerAuthentication", API, "/spec/selector/matchLabels", canaryOnly)),
        new Mutation(
            "two selector labels",
            check,
            m ->
                m.with(
                    D, API, "/spec/selector/matchLabels/app.kubernetes.io~1name", "ml-pipeline")),
        new Mutation(
            "selector that also chooses the primary",
            check,
            m ->
                m.with(
                    D,
                    API,
                    "/spec/selector/matchLabels",
                    Map.of("app.kubernetes.io/part-of", "footanalytics"))),
        new Mutation(
            "pods spread by a label of all",
            check,
            m ->
                m.with(
                    D,
                    API,
                    POD + "/topologySpreadConstraints/0/labelSelector/matchLabels",
                    Map.of("app.kubernetes.io/name", "ml-pipeline"))),
        new Mutation(
            "fault that hits the canary, which is not there at night",
            check,
            m -> m.with("ChaosEngine", ENGINE, "/spec/appinfo/applabel", "app=ml-pipeline")));
  }

  static Stream<Mutation> pods() {
    Function<Manifests, List<String>> check = PodRules::findings;
    return Stream.of(
        new Mutation("root", check, m -> m.without(D, API, POD + "/securityContext/runAsNonRoot")),
        new Mutation(
            "no seccomp",
            check,
            m -> m.without(D, WORKER, POD + "/securityContext/seccompProfile")),
        new Mutation("token", check, m -> m.without(D, API, POD + "/automountServiceAccountToken")),
        new Mutation(
            "token by the account",
            check,
            m -> m.without("ServiceAccount", API, "/automountServiceAccountToken")),
        new Mutation(
            "writable image",
            check,
            m -> m.with(D, API, CONTAINER + "/securityContext/readOnlyRootFilesystem", false)),
        new Mutation(
            "capabilities",
            check,
            m -> m.without(D, API, CONTAINER + "/securityContext/capabilities")),
        new Mutation(
            "folder of the node",
            check,
            m ->
                m.with(
                    D, WORKER, POD + "/volumes/0", Map.of("name", "data", "hostPath", Map.of()))),
        new Mutation(
            "memory that others may take",
            check,
            m -> m.with(D, API, CONTAINER + "/resources/requests/memory", "2Gi")),
        new Mutation(
            "disk without a bound",
            check,
            m -> m.without(D, API, CONTAINER + "/resources/limits/ephemeral-storage")),
        new Mutation(
            "volume larger than the disk",
            check,
            m -> m.with(D, API, POD + "/volumes/0/emptyDir/sizeLimit", "90Gi")),
        new Mutation(
            "latest", check, m -> m.with(D, API, CONTAINER + "/image", "ghcr.io/x/ml:latest")),
        new Mutation(
            "privileged namespace",
            check,
            m ->
                m.with(
                    "Namespace",
                    "ai-processing",
                    "/metadata/labels/pod-security.kubernetes.io~1enforce",
                    "baseline")));
  }

  static Stream<Mutation> schemas() {
    Function<Manifests, List<String>> check = CoreKinds::findings;
    return Stream.of(
        new Mutation(
            "misspelt field",
            check,
            m -> m.with(D, API, CONTAINER + "/livenessProbe/periodSecond", 5)),
        new Mutation(
            "autoscaling/v1's field",
            check,
            m -> m.with(HPA, API, "/spec/targetCPUUtilizationPercentage", 70)),
        new Mutation(
            "number as text",
            check,
            m -> m.with(D, API, POD + "/terminationGracePeriodSeconds", "75")),
        new Mutation(
            "number in a ConfigMap",
            check,
            m -> m.with("ConfigMap", "ml-pipeline-runtime", "/data/ML_PIPELINE_X", 5)),
        new Mutation("no selector", check, m -> m.without(D, API, "/spec/selector")));
  }

  static Stream<Mutation> lifeCycles() {
    Function<Manifests, List<String>> check = Lifecycles::findings;
    return Stream.of(
        new Mutation(
            "killed while it drains",
            check,
            m -> m.with(D, API, POD + "/terminationGracePeriodSeconds", 30)),
        new Mutation(
            "worker killed in a segment",
            check,
            m -> m.with(D, WORKER, POD + "/terminationGracePeriodSeconds", 60)),
        new Mutation("stops at once", check, m -> m.without(D, API, CONTAINER + "/lifecycle")),
        new Mutation(
            "proxy goes first",
            check,
            m ->
                m.rewritten(
                    D,
                    API,
                    "/spec/template/metadata/annotations/proxy.istio.io~1config",
                    "70s",
                    "20s")),
        new Mutation(
            "start-up too short for a model",
            check,
            m -> m.with(D, API, CONTAINER + "/startupProbe/failureThreshold", 20)),
        new Mutation(
            "start-up longer than the rollout may take",
            check,
            m -> m.with(D, API, "/spec/progressDeadlineSeconds", 900)),
        new Mutation(
            "Canary less patient than its Deployment",
            check,
            m -> m.with("Canary", API, "/spec/progressDeadlineSeconds", 600)),
        new Mutation(
            "start-up that does not wait for the model",
            check,
            m -> m.with(D, API, CONTAINER + "/startupProbe/httpGet/path", "/q/health/live")),
        new Mutation(
            "liveness that asks for the model",
            check,
            m -> m.with(D, API, CONTAINER + "/livenessProbe/httpGet/path", "/q/health/ready")),
        new Mutation(
            "health where there is none",
            check,
            m -> m.with(D, API, CONTAINER + "/readinessProbe/httpGet/path", "/healthz")),
        new Mutation(
            "health on the callers' port",
            check,
            m -> m.with(D, API, CONTAINER + "/readinessProbe/httpGet/port", "http")),
        new Mutation(
            "both gRPC and management on 9000",
            check,
            m -> m.with(D, API, CONTAINER + "/ports/2/containerPort", 9000)));
  }

  static Stream<Mutation> scaling() {
    Function<Manifests, List<String>> check = Scaling::findings;
    Function<Manifests, List<String>> budget = GpuBudget::findings;
    return Stream.of(
        new Mutation("replicas in Git", check, m -> m.with(D, API, "/spec/replicas", 3)),
        new Mutation(
            "replicas of workers in Git", check, m -> m.with(D, WORKER, "/spec/replicas", 3)),
        new Mutation(
            "one number for canary and primary",
            check,
            m -> m.with(HPA, API, "/spec/metrics/0/type", "External")),
        new Mutation(
            "KEDA for Flagger's target",
            check,
            m -> m.with("ScaledObject", WORKER, "/spec/scaleTargetRef/name", API)),
        new Mutation(
            "vertical autoscaler that acts",
            check,
            m -> m.with("VerticalPodAutoscaler", API, "/spec/updatePolicy/updateMode", "Auto")),
        new Mutation(
            "vertical autoscaler of the canary",
            check,
            m -> m.with("VerticalPodAutoscaler", API, "/spec/targetRef/name", API)),
        new Mutation(
            "a Service of our own",
            check,
            m ->
                m.and(
                    Manifests.parse(
                        "{apiVersion: v1, kind: Service, metadata: {name: ml-pipeline}}"))),
        new Mutation(
            "more primaries than GPUs",
            budget,
            m -> m.with("Canary", API, "/spec/autoscalerRef/primaryScalerReplicas/maxReplicas", 8)),
        new Mutation(
            "more workers than GPUs",
            budget,
            m -> m.with("ScaledObject", WORKER, "/spec/maxReplicaCount", 8)),
        new Mutation(
            "a smaller pool",
            budget,
            m -> m.with("NodePool", "gpu-inference", "/spec/limits/nvidia.com~1gpu", "12")),
        new Mutation(
            "a larger surge",
            budget,
            m -> m.with(D, API, "/spec/strategy/rollingUpdate/maxSurge", 3)),
        new Mutation(
            "processor instead of a GPU, unseen",
            budget,
            m -> m.with(D, API, CONTAINER + "/env/1/value", "false")),
        new Mutation(
            "GPU nodes not tolerated", budget, m -> m.without(D, API, POD + "/tolerations")));
  }

  static Stream<Mutation> gates() {
    Function<Manifests, List<String>> check = Releases::findings;
    String metric = "/spec/analysis/metrics/";
    return Stream.of(
        new Mutation(
            "gate without a template",
            check,
            m -> m.without("Canary", API, metric + "3/templateRef")),
        new Mutation(
            "template that is not there", check, m -> m.without(TEMPLATE, "ml-p99-seconds")),
        new Mutation(
            "gate without bounds",
            check,
            m -> m.without("Canary", API, metric + "1/thresholdRange")),
        new Mutation(
            "milliseconds for seconds",
            check,
            m -> m.with("Canary", API, metric + "3/thresholdRange/max", 2000)),
        new Mutation(
            "share for percent",
            check,
            m -> m.with("Canary", API, metric + "5/thresholdRange/min", 0.76)),
        new Mutation(
            "Flagger's own latency",
            check,
            m ->
                m.with(
                    "Canary",
                    API,
                    metric + "-",
                    Map.of("name", "request-duration", "thresholdRange", Map.of("max", 200)))),
        new Mutation("no request volume", check, m -> m.without("Canary", API, metric + "0")),
        new Mutation("GPU not gated", check, m -> m.without("Canary", API, metric + "7")),
        new Mutation(
            "pods by their name",
            check,
            m ->
                m.rewritten(
                    TEMPLATE,
                    "ml-request-volume",
                    QUERY,
                    "app=\"{{ target }}\"",
                    "pod=~\"{{ target }}-canary-.*\"")),
        new Mutation(
            "accuracy of yesterday",
            check,
            m -> m.rewritten(TEMPLATE, "ml-accuracy-percentage", QUERY, "< 1800", "< 86400")),
        new Mutation(
            "another Prometheus",
            check,
            m ->
                m.with(
                    TEMPLATE,
                    "ml-p99-ratio",
                    "/spec/provider/address",
                    "http://prometheus-server.monitoring:80")),
        new Mutation(
            "timeout of the route",
            check,
            m -> m.with("Canary", API, "/spec/service/timeout", "5s")),
        new Mutation(
            "retries of what failed inside",
            check,
            m -> m.with("Canary", API, "/spec/service/retries/retryOn", "5xx")),
        new Mutation(
            "weights and iterations",
            check,
            m -> m.with("Canary", API, "/spec/analysis/iterations", 10)),
        new Mutation(
            "more traffic than the canary has pods for",
            check,
            m -> m.with("Canary", API, "/spec/analysis/stepWeights/4", 50)),
        new Mutation(
            "mirrored uploads", check, m -> m.with("Canary", API, "/spec/analysis/mirror", true)),
        new Mutation(
            "webhooks longer than a round",
            check,
            m -> m.with("Canary", API, "/spec/analysis/webhooks/2/timeout", "60s")),
        new Mutation(
            "load longer than a round",
            check,
            m ->
                m.rewritten(
                    "Canary", API, "/spec/analysis/webhooks/2/metadata/cmd", " 50 ", " 90 ")),
        new Mutation(
            "load of a service that is not made",
            check,
            m ->
                m.rewritten(
                    "Canary",
                    API,
                    "/spec/analysis/webhooks/2/metadata/cmd",
                    "-canary.",
                    "-green.")),
        new Mutation(
            "no acceptance", check, m -> m.without("Canary", API, "/spec/analysis/webhooks/1")),
        new Mutation("webhooks to nobody", check, m -> m.without("Service", "flagger-loadtester")));
  }

  static Stream<Mutation> queries() {
    Function<Manifests, List<String>> check = Queries::findings;
    return Stream.of(
        rewritten("quantile of totals", "ml-p99-seconds", "rate(", "("),
        rewritten("quantile without le", "ml-p99-ratio", "sum by (le)", "sum"),
        rewritten("no errors, no answer", "ml-error-percentage", " or vector(0)", ""),
        rewritten("no requests, no answer", "ml-request-volume", " or vector(0)", ""),
        rewritten("no GPU, no answer", "ml-gpu-served-percentage", " or vector(0)", ""),
        rewritten("a metric in milliseconds", "ml-p99-seconds", "_seconds_bucket", "_ms_bucket"),
        rewritten("a label that is not there", "ml-p99-seconds", "protocol=", "transport="),
        rewritten("an outcome that never is", "ml-error-percentage", "error|", "failure|"),
        rewritten("a total as it is", "ml-error-percentage", "rate(", "("),
        rewritten("a comment", "ml-accuracy-delta", "100 *", "# points\n100 *"),
        rewritten("every namespace", "ml-accuracy-delta", "namespace=\"{{ namespace }}\",", ""),
        new Mutation(
            "an autoscaler's metric that is not there",
            check,
            m -> m.with(HPA, API, "/spec/metrics/0/pods/metric/name", "queue_depth")),
        new Mutation(
            "a probe's bucket that is not there",
            check,
            m ->
                m.rewritten(
                    "ChaosEngine",
                    ENGINE,
                    "/spec/experiments/0/spec/probe/1/promProbe~1inputs/query",
                    "le=\"2.0\"",
                    "le=\"2\"")));
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

  private static Mutation rewritten(String name, String template, String part, String other) {
    return new Mutation(
        name, Queries::findings, m -> m.rewritten(TEMPLATE, template, QUERY, part, other));
  }
}
