package com.footanalytics.vision.slo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What an instance shows to whoever scrapes it.
 *
 * @param families series, name and labels of each as Prometheus stores them, by the name that the
 *     page explains
 */
record MetricsPage(Map<String, Set<String>> families) {

  private static final String TYPE = "# TYPE ";

  /** Scrapes an instance. */
  static MetricsPage of(HttpClient client, URI management)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(management.resolve("q/metrics"))
            .header("Accept", "text/plain")
            .build();
    var answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new AssertionError("not scraped: " + answer.statusCode());
    }
    return of(answer.body());
  }

  /** Reads Prometheus' text. */
  static MetricsPage of(String text) {
    Map<String, Set<String>> families = new TreeMap<>();
    String family = "";
    for (String line : text.lines().toList()) {
      if (line.startsWith(TYPE)) {
        family = line.substring(TYPE.length(), line.lastIndexOf(' '));
      } else if (!line.startsWith("#") && !line.isEmpty()) {
        if (!families
            .computeIfAbsent(family, _ -> new TreeSet<>())
            .add(line.substring(0, line.lastIndexOf(' ')))) {
          throw new AssertionError("twice: " + line);
        }
      }
    }
    return new MetricsPage(families);
  }

  /** Those of the service itself, not of its virtual machine or process. */
  Set<String> own() {
    return families.entrySet().stream()
        .filter(family -> !isOfProcess(family.getKey()))
        .flatMap(family -> family.getValue().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static boolean isOfProcess(String name) {
    return name.matches("(jvm|process|system)_.*");
  }
}
