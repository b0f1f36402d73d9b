package com.footanalytics.vision.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowsTest {

  private static final Path FOLDER = Path.of(".github/workflows");
  private static final ContainerFile FILE = ContainerFile.read(Images.FILE);
  private static final String FIRST = "ghcr.io/footanalytics/ml-pipeline@sha256:" + "a".repeat(64);
  private static final String SECOND = "ghcr.io/footanalytics/ml-pipeline@sha256:" + "b".repeat(64);

  @ParameterizedTest
  @ValueSource(strings = {"ci.yml", "release.yml"})
  void mayDoNoMoreThanItMust(String name) throws IOException {
    assertEquals(List.of(), Workflows.findings(read(text(name))));
  }

  @Test
  void releaseTestsBuildsSignsAndDelivers() throws IOException {
    assertEquals(List.of(), Workflows.releaseFindings(read(text("release.yml")), FILE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a branch            | docker/login-action@v3 | docker/login-action@main",
        "a stranger          | sigstore/cosign-installer@v3 | somebody/cosign@v3",
        "more rights         | contents: read | contents: write",
        "rights of the image | deliver:\\n | deliver:\\n    permissions: {packages: write}\\n",
        "no limit            | timeout-minutes: 60 | name: image",
        "injected text       | echo \"$DIGEST\" | echo \"${{ github.event.head_commit.message }}\"",
        "a missing script    | .ci/pin-bases | .ci/pin",
        "a kept token        | with: {persist-credentials: false} | with: {fetch-depth: 0}",
        "strangers' changes  | push:\\n | pull_request_target:\\n",
        "untested            | needs: test | needs: []",
        "unknown target      | {target: cpu, | {target: tpu,",
        "another build       | profiles: \"image,gpu\" | profiles: image",
        "signed by tag       | sign --yes \"$IMAGE@$DIGEST\" | sign --yes \"$IMAGE:latest\"",
        "no parts list       | attest --yes --type cyclonedx | attest --yes --type spdx",
        "bases by tag        | build-args: ${{ steps.bases.outputs.arguments }} | no-cache: true",
        "no provenance       | attest-build-provenance@v2 | upload-artifact@v4",
        "unverified          | cosign verify | cosign triangulate",
        "applied             | gh pr create | kubectl apply",
        "unknown overlay     | [staging, production] | [staging, prod]",
        "no golden set       | canary/acceptance/acceptance.sh | true",
      })
  void mistakeIsSeen(String what, String part, String other) throws IOException {
    String text = text("release.yml");
    String from = part.replace("\\n", "\n");
    assertTrue(text.contains(from), part);
    Tree wrong = read(text.replace(from, other.replace("\\n", "\n")));
    List<String> findings = new ArrayList<>(Workflows.findings(wrong));
    findings.addAll(Workflows.releaseFindings(wrong, FILE));
    assertFalse(findings.isEmpty(), what);
  }

  @Test
  void digestIsPutIntoOneOverlayAndOthersStay(@TempDir Path gitops) throws Exception {
    assertEquals(0, bump(gitops, "production", FIRST));
    assertEquals(0, bump(gitops, "staging", SECOND));
    assertEquals(0, bump(gitops, "production", SECOND, "worker"));
    assertEquals(List.of(FIRST, SECOND), images(gitops, "production"));
    assertEquals(
        List.of(SECOND, "ghcr.io/footanalytics/ml-pipeline:0.1.0"), images(gitops, "staging"));
  }

  @Test
  void tagsAndUnknownOverlaysAreRefused(@TempDir Path gitops) throws Exception {
    assertEquals(2, bump(gitops, "production", "ghcr.io/footanalytics/ml-pipeline:1"));
    assertEquals(2, bump(gitops, "prod", FIRST));
    assertFalse(Files.exists(gitops.resolve("applications")));
  }

  private static int bump(Path gitops, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(".ci/bump-digest", gitops.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    assertEquals(
        process.onExit().join().exitValue() == 0,
        new String(process.getInputStream().readAllBytes(), UTF_8).isEmpty());
    return process.exitValue();
  }

  /** Images of the pods that answer and of the workers. */
  private static List<String> images(Path gitops, String overlay) {
    Manifests built =
        Manifests.parse(
            Kustomize.build(gitops.resolve("applications/ml-pipeline/k8s/overlays/" + overlay)));
    return List.of("ml-pipeline", "ml-pipeline-worker").stream()
        .map(name ->
            built
                .get("Deployment", name)
                .spec()
                .at("template.spec.containers")
                .items()
                .getFirst()
                .text("image"))
        .toList();
  }

  private static String text(String name) throws IOException {
    return Files.readString(FOLDER.resolve(name));
  }

  private static Tree read(String text) {
    return Manifests.parse(text).all().getFirst().tree();
  }
}
