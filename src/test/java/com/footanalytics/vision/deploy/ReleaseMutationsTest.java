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

/** Mistakes about how many pods there are, and which release gets to be them. */
class ReleaseMutationsTest {

  private static final String TEMPLATE = "MetricTemplate";
  private static final String QUERY = "/spec/query";
  private static final String ENGINE = "ml-pipeline-pod-delete-";

  @ParameterizedTest
  @MethodSource({"scaling", "gates", "queries"})
  void mistakeIsSeen(Mutation mutation) {
    mutation.assertSeen();
  }

  static Stream<Mutation> scaling() {
    Function<Manifests, List<String>> check = Scaling::findings;
    Function<Manifests, List<String>> budget = GpuBudget::findings;
    Function<Manifests, List<String>> knee = KneeFile.committed()::findings;
    return Stream.of(
        new Mutation("replicas in Git", check, m -> m.with(D, API, "/spec/replicas", 3)),
        new Mutation(
            "replicas of workers in Git", check, m -> m.with(D, WORKER, "/spec/replicas", 3)),
        new Mutation(
            "one number for canary and primary",
            check,
            m -> m.with(HPA, API, "/spec/metrics/0/type", "External")),
        new Mutation(
            "a queue longer than was measured",
            knee,
            m -> m.with(HPA, API, "/spec/metrics/0/pods/target/averageValue", "5")),
        new Mutation(
            "a queue that scales nothing",
            knee,
            m -> m.with(HPA, API, "/spec/metrics/0/pods/metric/name", "ml_inference_batch_size")),
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
            m -> m.with("Canary", API, metric + "5/thresholdRange/min", 0.75)),
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

  private static Mutation rewritten(String name, String template, String part, String other) {
    return new Mutation(
        name, Queries::findings, m -> m.rewritten(TEMPLATE, template, QUERY, part, other));
  }
}
