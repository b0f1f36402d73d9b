package com.footanalytics.vision.gpu;

import com.footanalytics.vision.telemetry.GpuReport;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one look at the GPUs showed. */
sealed interface GpuSample {

  /** There is no such library here, and will be none while this process runs. */
  record NoLibrary(String reason) implements GpuSample {}

  /** The driver does not answer to its library, for now. */
  record NoDriver(String reason) implements GpuSample {}

  /**
   * The driver answered.
   *
   * @param reports of the GPUs of which anything is known
   * @param names of those GPUs, by index
   * @param unknown why something is not known, in the driver's words, by what it is
   */
  record Seen(List<GpuReport> reports, Map<Integer, String> names, Map<String, String> unknown)
      implements GpuSample {

    public Seen {
      reports = List.copyOf(reports);
      names = Map.copyOf(names);
      unknown = Collections.unmodifiableMap(new TreeMap<>(unknown));
    }
  }
}
