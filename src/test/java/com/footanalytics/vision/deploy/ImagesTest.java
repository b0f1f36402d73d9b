package com.footanalytics.vision.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagesTest {

  private static final ContainerFile FILE = ContainerFile.read(Images.FILE);

  @Test
  void imagesAreAsPodsWantThem() {
    assertEquals(List.of(), Images.findings(FILE, Images.context()));
  }

  @Test
  void bothBeginAlike() {
    assertEquals(FILE.stage("cpu").words("ENTRYPOINT"), FILE.stage("gpu").words("ENTRYPOINT"));
  }

  @Test
  void podsRunAsTheUserOfTheImage() {
    for (Overlay overlay : Overlay.RUNNING) {
      for (PodGroup group : FuturePods.of(overlay.manifests())) {
        if (group.isService()) {
          assertEquals("10001", group.podSpec().text("securityContext.runAsUser"));
        }
      }
    }
  }

  @Test
  void agentThatPodsAttachIsInTheImageAndReachesItsCollector() {
    assertTrue(
        FILE.stage("application").all("COPY").contains("target/agent /opt/ml-pipeline/agent"));
    for (Overlay overlay : List.of(Overlay.STAGING, Overlay.PRODUCTION)) {
      Manifests manifests = overlay.manifests();
      for (PodGroup group : FuturePods.of(manifests)) {
        if (group.isService()) {
          Map<String, String> variables = Environment.of(manifests, group);
          String options = variables.getOrDefault("JAVA_TOOL_OPTIONS", "");
          assertTrue(options.contains("-javaagent:/opt/ml-pipeline/agent/"), group.owner());
          assertTrue(options.contains("-Duser.home=/tmp"), group.owner());
          String collector = variables.getOrDefault("OTEL_EXPORTER_OTLP_ENDPOINT", "");
          assertTrue(collector.endsWith(".observability:4317"), collector);
          assertTrue(reaches(manifests, group, "observability", "4317"), group.owner());
        }
      }
    }
  }

  private static boolean reaches(
      Manifests manifests, PodGroup group, String namespace, String port) {
    return manifests.ofKind("NetworkPolicy").stream()
        .filter(policy ->
            group
                .labels()
                .entrySet()
                .containsAll(policy.spec().at("podSelector.matchLabels").texts().entrySet()))
        .flatMap(policy -> policy.spec().get("egress").items().stream())
        .filter(
            rule -> rule.get("ports").items().stream().anyMatch(p -> p.text("port").equals(port)))
        .flatMap(rule -> rule.get("to").items().stream())
        .anyMatch(
            peer -> peer.at("namespaceSelector.matchLabels").texts().containsValue(namespace));
  }

  @Test
  void everythingElseStaysOutside() throws Exception {
    List<String> lines = Files.readAllLines(Path.of(".dockerignore"));
    assertTrue(lines.contains("*"));
    assertEquals(
        Set.of("target/quarkus-app", "target/agent", "target/sbom", "models"),
        Images.context().stream().collect(Collectors.toSet()));
  }

  @Test
  void modulesAreNamedOnce() {
    assertEquals(Set.copyOf(FILE.modules()).size(), FILE.modules().size());
    assertFalse(FILE.modules().contains("jdk.compiler"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "root                 | USER 10001:10001 | USER root",
        "no user              | USER 10001:10001 | EXPOSE 1",
        "a shell              | ENTRYPOINT [\"/opt/java/bin/java\", | ENTRYPOINT exec java",
        "another entry        | [\"/opt/java/bin/java\", | [\"/bin/sh\", \"-c\",",
        "a fixed base         | FROM ${CPU_BASE} | FROM gcr.io/distroless/cc-debian13:nonroot",
        "the latest           | cc-debian13:nonroot | cc-debian13:latest",
        "a short name         | docker.io/library/debian:13-slim | debian:13-slim",
        "no native access     | \"--enable-native-access=ALL-UNNAMED\", | ''",
        "memory that is kept  | MALLOC_ARENA_MAX=2 | A=2",
        "memory between used | \"-XX:TrimNativeHeapInterval=30000\", | ''",
        "a missing port       | EXPOSE 8080 9000 9001 | EXPOSE 8080 9000",
        "a secret             | ENV ORT | ENV API_TOKEN=x ORT",
        "the whole repository | COPY models /opt | COPY . /opt",
        "a file from the net  | COPY models /opt | ADD https://example.org/models /opt",
        "another stage        | --from=java | --from=jre",
      })
  void mistakeIsSeen(String what, String part, String other) throws Exception {
    String text = Files.readString(Images.FILE);
    assertTrue(text.contains(part), part);
    ContainerFile wrong = ContainerFile.parse(text.replace(part, other == null ? "" : other));
    assertFalse(Images.findings(wrong, Images.context()).isEmpty(), what);
  }
}
