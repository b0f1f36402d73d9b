package com.footanalytics.vision.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.testing.TestingPrometheus.Ended;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate before a release asks a real Prometheus that has recorded what a cluster says. */
class GpuCapacityTest {

  /**
   * A pool of 16 of which running pods hold some; a pod that has ended and processors count not.
   */
  private static final String CLUSTER =
      """
      # TYPE karpenter_nodepools_limit gauge
      karpenter_nodepools_limit{nodepool="gpu-inference",resource_type="nvidia.com/gpu"} 16 %1$d
      karpenter_nodepools_limit{nodepool="gpu-inference",resource_type="cpu"} 256 %1$d
      # TYPE kube_pod_container_resource_requests gauge
      kube_pod_container_resource_requests{namespace="a",pod="one",container="c",resource="nvidia_com_gpu"} %2$d %1$d
      kube_pod_container_resource_requests{namespace="a",pod="one",container="c",resource="cpu"} 3 %1$d
      kube_pod_container_resource_requests{namespace="a",pod="ended",container="c",resource="nvidia_com_gpu"} 4 %1$d
      # TYPE kube_pod_status_phase gauge
      kube_pod_status_phase{namespace="a",pod="one",phase="Running"} 1 %1$d
      kube_pod_status_phase{namespace="a",pod="one",phase="Pending"} 0 %1$d
      kube_pod_status_phase{namespace="a",pod="ended",phase="Running"} 0 %1$d
      kube_pod_status_phase{namespace="a",pod="ended",phase="Succeeded"} 1 %1$d
      # EOF
      """;

  @TempDir private Path folder;
  @TempDir private Path data;

  @Test
  void aReleaseBeginsOnlyWhereItsGpusAreFree() throws Exception {
    Ended enough = ask(CLUSTER, 13);
    assertEquals("3 GPUs free in pool gpu-inference, 3 needed", enough.output().strip());
    assertEquals(0, enough.status());
  }

  @Test
  void aFullPoolHoldsItBack() throws Exception {
    Ended full = ask(CLUSTER, 14);
    assertEquals("2 GPUs free in pool gpu-inference, 3 needed", full.output().strip());
    assertEquals(1, full.status());
  }

  @Test
  void aPoolThatNobodyTellsOfHoldsItBack() throws Exception {
    Ended unknown = ask("# TYPE up gauge\nup 1 %1$d\n# EOF\n", 0);
    assertEquals(1, unknown.status());
    assertTrue(
        unknown
            .output()
            .endsWith("no answer about the GPUs of pool gpu-inference; is Karpenter scraped?\n"),
        unknown.output());
  }

  private Ended ask(String cluster, int requested) throws Exception {
    LoadTools.require("bash", "curl", "jq");
    String now = cluster.formatted(Instant.now().getEpochSecond(), requested);
    try (Prometheus prometheus = Prometheus.of(now, data)) {
      return LoadTools.run(
          MountedScripts.of(Overlay.PRODUCTION, folder)
              .command("gpu-capacity")
              .replace("http://prometheus-operated.monitoring:9090", prometheus.address()));
    }
  }
}
