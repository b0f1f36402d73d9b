package com.footanalytics.vision.deploy;

import static com.footanalytics.vision.deploy.Mutation.API;
import static com.footanalytics.vision.deploy.Mutation.CONTAINER;
import static com.footanalytics.vision.deploy.Mutation.D;
import static com.footanalytics.vision.deploy.Mutation.HPA;
import static com.footanalytics.vision.deploy.Mutation.POD;
import static com.footanalytics.vision.deploy.Mutation.WORKER;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes about pods: who chooses them, what they may, how they come and go. */
class PodMutationsTest {

  private static final String POLICY = "NetworkPolicy";
  private static final String ENGINE = "ml-pipeline-pod-delete-";

  @ParameterizedTest
  @MethodSource({"selectors", "pods", "schemas", "lifeCycles"})
  void mistakeIsSeen(Mutation mutation) {
    mutation.assertSeen();
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
}
