package com.footanalytics.vision.gpu;

import com.footanalytics.vision.telemetry.GpuReport;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Tells what has changed from one look at the GPUs to the next, a line each. Of one thread. */
final class GpuJournal {

  private static final long MEBI = 1 << 20;
  private static final String OF_DRIVER = "gpu driver";

  private final Consumer<String> log;
  private final Map<Integer, String> there = new TreeMap<>();
  private final Map<String, String> unknown = new TreeMap<>();

  /**
   * @param log takes a line
   */
  GpuJournal(Consumer<String> log) {
    this.log = log;
  }

  /** The GPUs were looked at. */
  void note(GpuSample sample) {
    switch (sample) {
      case GpuSample.NoLibrary(String reason) ->
          log.accept(
              "no GPU is watched: %s (expected: an NVIDIA driver's, where there is a GPU)"
                  .formatted(reason));
      case GpuSample.NoDriver(String reason) -> nothing(reason);
      case GpuSample.Seen seen -> {
        gpus(seen);
        reasons(seen.unknown());
      }
    }
  }

  /** Nothing is known of any GPU, for that reason. */
  void nothing(String reason) {
    there.clear();
    reasons(Map.of(OF_DRIVER, reason));
  }

  private void gpus(GpuSample.Seen seen) {
    Map<Integer, String> now = new TreeMap<>();
    for (GpuReport report : seen.reports()) {
      now.put(report.gpu(), text(report, seen.names().getOrDefault(report.gpu(), "unnamed")));
    }
    now.forEach((gpu, text) -> {
      if (!text.equals(there.get(gpu))) {
        log.accept("gpu %d is watched: %s".formatted(gpu, text));
      }
    });
    there.forEach((gpu, text) -> {
      if (!now.containsKey(gpu)) {
        log.accept("gpu %d is gone: %s".formatted(gpu, text));
      }
    });
    there.clear();
    there.putAll(now);
  }

  private static String text(GpuReport report, String name) {
    return name
        + ", "
        + report.uuid()
        + (report.totalBytes().isPresent()
            ? ", %d MiB".formatted(report.totalBytes().getAsLong() / MEBI)
            : "");
  }

  private void reasons(Map<String, String> now) {
    now.forEach((what, reason) -> {
      if (!reason.equals(unknown.get(what))) {
        log.accept("%s: not known and not shown: %s".formatted(what, reason));
      }
    });
    unknown.forEach((what, reason) -> {
      if (!now.containsKey(what)) {
        log.accept("%s: known again after: %s".formatted(what, reason));
      }
    });
    unknown.clear();
    unknown.putAll(now);
  }
}
