package com.footanalytics.vision.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people are told is what there is. */
class DeployDocumentsTest {

  private static final String DEPLOY = "docs/operations/deploy.md";
  private static final Pattern PLACE =
      Pattern.compile("(?<![\\w/.:@-])(k8s|canary|\\.ci|docs|load-tests)/[\\w./-]*\\w");
  private static final Pattern LINK = Pattern.compile("]\\(([\\w./-]+\\.md)");
  private static final Pattern GATE =
      Pattern.compile("(?m)^\\| ((?:[a-z0-9]+-[a-z0-9-]+(?:, )?)+) \\|");

  @ParameterizedTest
  @ValueSource(strings = {DEPLOY, "docs/platform-contract.md"})
  void filesThatAreNamedAreThere(String document) throws IOException {
    String text = Files.readString(Path.of(document));
    List<String> missing =
        PLACE
            .matcher(text)
            .results()
            .map(MatchResult::group)
            .filter(place -> !Files.exists(Path.of(place)))
            .toList();
    assertEquals(List.of(), missing);
    List<String> dead =
        LINK.matcher(text)
            .results()
            .map(link -> link.group(1))
            .filter(link -> !Files.exists(Path.of(document).resolveSibling(link)))
            .toList();
    assertEquals(List.of(), dead);
  }

  @Test
  void gatesAndSharesAreTheCanarys() throws IOException {
    String text = Files.readString(Path.of(DEPLOY));
    CanaryPlan plan = CanaryPlan.of(Overlay.PRODUCTION.manifests());
    Set<String> told =
        GATE.matcher(text)
            .results()
            .flatMap(row -> List.of(row.group(1).split(", ")).stream())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> gates =
        plan.gates().stream()
            .map(CanaryPlan.Gate::name)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(gates, told);
    String weights =
        plan.stepWeights().stream().map(String::valueOf).collect(Collectors.joining(", "));
    assertTrue(text.contains(weights + " % of the traffic"), weights);
  }

  @Test
  void numbersOfPodsAreTheManifests() throws IOException {
    String text = Files.readString(Path.of(DEPLOY));
    Manifests production = Overlay.PRODUCTION.manifests();
    PodGroup primary = FuturePods.named(production, "ml-pipeline-primary").orElseThrow();
    PodGroup canary = FuturePods.named(production, "ml-pipeline").orElseThrow();
    PodGroup worker = FuturePods.named(production, "ml-pipeline-worker").orElseThrow();
    String pods =
        "%d and %d; a canary %d and %d"
            .formatted(primary.least(), primary.most(), canary.least(), canary.most());
    assertTrue(text.contains(pods), pods);
    String workers = "%d and %d |".formatted(worker.least(), worker.most());
    assertTrue(text.contains(workers), workers);
    String pool =
        String.format(Locale.ROOT, "%d GPUs;", GpuBudget.pool(Overlay.PLATFORM.manifests()));
    assertTrue(text.contains(pool), pool);
  }
}
