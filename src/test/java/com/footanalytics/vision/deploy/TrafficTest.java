package com.footanalytics.vision.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every port that is open, and who may connect to it. */
class TrafficTest {

  private static final String NAMESPACE = "ai-processing";

  @ParameterizedTest
  @CsvSource({
    // from namespace, from pod, port, to the API, to workers
    "footanalytics, api-gateway, 8080, true, false",
    "footanalytics, api-gateway, 9000, true, false",
    "footanalytics, api-gateway, 9001, false, false",
    "footanalytics, analytics-engine, 9000, true, false",
    "footanalytics, web, 8080, false, false",
    "ai-processing, api-gateway, 8080, false, false",
    "monitoring, prometheus, 9001, true, true",
    "monitoring, prometheus, 8080, false, false",
    "monitoring, prometheus, 15090, true, true",
    "default, anything, 8080, false, false",
    "default, anything, 9001, false, false",
  })
  void onlyNamedCallersConnect(
      String namespace, String name, int port, boolean toApi, boolean toWorkers) {
    Manifests manifests = Overlay.PRODUCTION.manifests();
    Traffic traffic = new Traffic(manifests);
    Peer caller = Peer.pod(namespace, name);
    for (PodGroup group : FuturePods.of(manifests)) {
      if (group.isService()) {
        assertEquals(
            group.answers() ? toApi : toWorkers,
            traffic.flows(caller, Peer.of(group), port),
            group.owner());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.64.17, 5432, true",
    "10.0.1.17, 5432, false",
    "52.219.1.1, 443, true",
    "52.219.1.1, 80, false",
    "10.0.64.17, 443, false",
    "169.254.169.254, 80, false",
    "169.254.170.23, 80, true",
  })
  void podsOfOursReachTheirStorageAndNothingElse(String address, int port, boolean reached) {
    Manifests manifests = Overlay.PRODUCTION.manifests();
    Traffic traffic = new Traffic(manifests);
    for (PodGroup group : FuturePods.of(manifests)) {
      if (group.isService()) {
        assertEquals(
            reached, traffic.flows(Peer.of(group), Peer.outside(address), port), group.owner());
      }
    }
  }

  @Test
  void loadTesterReachesCanaryAndPrimaryAndAsksPrometheus() {
    Manifests manifests = Overlay.PRODUCTION.manifests();
    Traffic traffic = new Traffic(manifests);
    Peer tester = Peer.of(FuturePods.named(manifests, "flagger-loadtester").orElseThrow());
    for (String owner : List.of("ml-pipeline", "ml-pipeline-primary")) {
      Peer pod = Peer.of(FuturePods.named(manifests, owner).orElseThrow());
      assertTrue(traffic.flows(tester, pod, 8080));
      assertTrue(traffic.flows(tester, pod, 9000));
      assertFalse(traffic.flows(tester, pod, 9001));
    }
    assertTrue(traffic.flows(tester, Peer.pod("monitoring", "prometheus"), 9090));
    assertTrue(traffic.flows(Peer.pod("istio-system", "flagger"), tester, 8080));
    assertFalse(traffic.flows(Peer.pod("footanalytics", "web"), tester, 8080));
    assertFalse(traffic.flows(tester, Peer.outside("52.219.1.1"), 443));
  }

  @Test
  void everyPodLooksUpNamesAndFindsTheControlPlane() {
    Manifests manifests = Overlay.PRODUCTION.manifests();
    Traffic traffic = new Traffic(manifests);
    Peer dns = new Peer("kube-system", Map.of("k8s-app", "kube-dns"), "");
    for (PodGroup group : FuturePods.of(manifests)) {
      assertTrue(traffic.flows(Peer.of(group), dns, 53), group.owner());
      assertTrue(
          traffic.flows(Peer.of(group), Peer.pod("istio-system", "istiod"), 15012), group.owner());
    }
  }

  @Test
  void blocksAreOfAddresses() {
    assertTrue(Traffic.contains("10.0.64.0/20", "10.0.79.255"));
    assertFalse(Traffic.contains("10.0.64.0/20", "10.0.80.0"));
    assertTrue(Traffic.contains("0.0.0.0/0", "255.255.255.255"));
    assertTrue(Traffic.contains("169.254.170.23/32", "169.254.170.23"));
    assertFalse(Traffic.contains("169.254.170.23/32", "169.254.170.22"));
  }
}
