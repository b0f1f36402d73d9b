package com.footanalytics.vision.gpu;

import com.footanalytics.vision.telemetry.GpuReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the GPUs. Owns the session with the driver and begins a new one where only that can
 * help, at most twice a minute. Belongs to the thread that first calls it.
 */
final class GpuReader implements Callable<GpuSample>, AutoCloseable {

  static final Duration BETWEEN_SESSIONS = Duration.ofSeconds(30);

  private static final int FULL_PERCENT = 100;

  private final String library;
  private final LongSupplier nanoTime;
  private @Nullable Nvml session;
  private Optional<String> refused = Optional.empty();
  private long begunNanos;
  private boolean worn;

  /**
   * @param library a name that the dynamic linker looks up, or a path
   * @param nanoTime as {@link System#nanoTime()}
   */
  GpuReader(String library, LongSupplier nanoTime) {
    this.library = library;
    this.nanoTime = nanoTime;
  }

  @Override
  public GpuSample call() {
    boolean waited = nanoTime.getAsLong() - begunNanos >= BETWEEN_SESSIONS.toNanos();
    if (worn && waited) {
      close();
    }
    if (session == null) {
      if (refused.isPresent() && !waited) {
        return new GpuSample.NoDriver(refused.get());
      }
      begunNanos = nanoTime.getAsLong();
      try {
        session = Nvml.open(library);
        refused = Optional.empty();
      } catch (IllegalArgumentException e) {
        return new GpuSample.NoLibrary(String.valueOf(e.getMessage()));
      } catch (NvmlException e) {
        refused = Optional.of(e.reason());
        return new GpuSample.NoDriver(e.reason());
      }
    }
    return new Look(session).sample();
  }

  /** Ends the session; the next call begins another. */
  @Override
  public void close() {
    worn = false;
    if (session != null) {
      session.close();
      session = null;
    }
  }

  /** One look at all GPUs. */
  private final class Look {

    private final Nvml nvml;
    private final List<GpuReport> reports = new ArrayList<>();
    private final Map<Integer, String> names = new HashMap<>();
    private final Map<String, String> unknown = new TreeMap<>();

    Look(Nvml nvml) {
      this.nvml = nvml;
    }

    GpuSample sample() {
      int count = ask("number of GPUs", nvml::count).orElse(0);
      for (int gpu = 0; gpu < count; gpu++) {
        look(gpu);
      }
      return new GpuSample.Seen(reports, names, unknown);
    }

    private void look(int gpu) {
      String subject = "gpu " + gpu;
      Optional<Nvml.Device> found = ask(subject, () -> nvml.device(gpu));
      Optional<String> uuid = found.flatMap(device -> ask(subject, () -> nvml.uuid(device)));
      if (found.isEmpty() || uuid.isEmpty()) {
        return;
      }
      Nvml.Device device = found.get();
      ask(subject + " name", () -> nvml.name(device)).ifPresent(name -> names.put(gpu, name));
      Optional<Integer> percent =
          ask(subject + " utilization", () -> nvml.utilizationPercent(device))
              .filter(value -> value >= 0 && value <= FULL_PERCENT);
      Optional<Nvml.Memory> memory =
          ask(subject + " memory", () -> nvml.memory(device))
              .filter(bytes -> bytes.usedBytes() >= 0 && bytes.totalBytes() > 0);
      reports.add(
          new GpuReport(
              gpu,
              uuid.get(),
              percent.map(OptionalInt::of).orElseGet(OptionalInt::empty),
              memory
                  .map(bytes -> OptionalLong.of(bytes.usedBytes()))
                  .orElseGet(OptionalLong::empty),
              memory
                  .map(bytes -> OptionalLong.of(bytes.totalBytes()))
                  .orElseGet(OptionalLong::empty)));
    }

    private <T> Optional<T> ask(String what, Question<T> question) {
      try {
        return Optional.of(question.ask());
      } catch (NvmlException e) {
        unknown.put(what, e.reason());
        worn |= NvmlStatus.needsNewSession(e.status());
        return Optional.empty();
      }
    }
  }

  @FunctionalInterface
  private interface Question<T> {
    T ask() throws NvmlException;
  }
}
