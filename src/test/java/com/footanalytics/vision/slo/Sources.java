package com.footanalytics.vision.slo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small slo.yaml with one objective of each kind and one cause, for tests to change. */
final class Sources {

  static final String SLO =
      """
      namespace: pitch
      resource: whistle
      resource-labels: {release: prometheus}
      runbooks: https://example.org/runbooks/
      period: 30d
      windows: [5m, 1h, 6h]
      burn:
        - severity: critical
          for: 2m
          keep-firing-for: 10m
          pairs:
            - {times: 14.4, long: 1h, short: 5m}
        - severity: warning
          for: 15m
          pairs:
            - {times: 3, long: 6h, short: 1h}
            - {times: 1, long: 6h, short: 5m}
      objectives:
        - name: answered
          title: Calls that are answered
          objective: 99.9
          alert: AnsweredBudgetBurn
          team: ml
          runbook: answers.md
          min-errors: 5
          events: calls_total
          errors: calls_total{outcome="error"}
        - name: fast
          title: Calls within 2 s
          objective: 95
          alert: FastBudgetBurn
          team: video
          runbook: slow.md
          histogram: call_seconds{outcome="ok"}
          bound-seconds: 2
      thresholds:
        queue-depth: 8
        share: 0.05
      causes:
        - alert: QueueLong
          severity: warning
          team: ml
          runbook: slow.md
          for: 5m
          expr: avg(depth{namespace="${namespace}"}) > ${queue-depth}
          summary: Much waits
          description: '{{ $value }} wait, more than ${queue-depth}.'
      """;

  static final String DASHBOARD =
      """
      uid: whistle
      title: Whistle
      description: For tests.
      variables: {workload: whistle}
      rows:
        - title: Calls
          panels:
            - title: Rate
              description: More than ${queue-depth} is much.
              unit: reqps
              lowest: 0
              limits: [{at: '${queue-depth}', colour: red}]
              queries:
                - {expr: 'sum(rate(calls_total[5m]))', legend: calls}
                - {expr: 'sum(rate(calls_total{outcome="error"}[5m]))', legend: errors}
            - title: Now
              description: How many.
              kind: stat
              unit: short
              width: 20
              height: 4
              colour: red
              limits: [{at: 1, colour: orange}, {at: '${fast.bound}', colour: green}]
              queries:
                - {expr: up}
        - title: Flags
          panels:
            - title: Flags
              description: Which are on.
              kind: table
              unit: short
              queries:
                - {expr: flags, legend: flag}
      """;

  private Sources() {}

  /** A folder with both, in which a part of the first reads otherwise. */
  static Path folder(Path parent, String part, String other) {
    if (!SLO.contains(part)) {
      throw new IllegalArgumentException(part + " is not in it");
    }
    try {
      Path folder = Files.createDirectories(parent.resolve("monitoring"));
      Files.writeString(folder.resolve("slo.yaml"), SLO.replace(part, other));
      Path dashboards = Files.createDirectories(folder.resolve("dashboards"));
      Files.writeString(dashboards.resolve("whistle.yaml"), DASHBOARD);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Promises promises(Path parent) {
    return PromisesReader.read(folder(parent, "", "").resolve("slo.yaml"));
  }
}
