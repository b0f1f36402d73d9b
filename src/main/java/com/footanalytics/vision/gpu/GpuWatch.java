package com.footanalytics.vision.gpu;

import com.footanalytics.vision.telemetry.GpuTelemetry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Looks at the GPUs again and again until interrupted, and reports what is known. Ends at once
 * where there is no NVIDIA driver. In the end nothing is shown any more.
 */
public final class GpuWatch implements Callable<Void> {

  private static final System.Logger LOG = System.getLogger(GpuWatch.class.getName());

  private final Settings settings;
  private final GpuTelemetry telemetry;
  private final Pause pause;
  private final LongSupplier nanoTime;
  private final GpuJournal journal;

  /**
   * How the GPUs are watched.
   *
   * @param library the driver's management library, a name or a path
   * @param period time between two looks
   * @param patience how long a look may take
   */
  public record Settings(String library, Duration period, Duration patience) {

    public Settings {
      if (!period.isPositive() || !patience.isPositive()) {
        throw new IllegalArgumentException(
            "gpu: period %s, patience %s (expected: > 0)".formatted(period, patience));
      }
    }
  }

  /** Lets time pass. */
  @FunctionalInterface
  public interface Pause {
    void of(Duration duration) throws InterruptedException;
  }

  public GpuWatch(Settings settings, GpuTelemetry telemetry, Pause pause) {
    this(
        settings,
        telemetry,
        pause,
        System::nanoTime,
        line -> LOG.log(System.Logger.Level.INFO, line));
  }

  GpuWatch(
      Settings settings,
      GpuTelemetry telemetry,
      Pause pause,
      LongSupplier nanoTime,
      Consumer<String> log) {
    this.settings = settings;
    this.telemetry = telemetry;
    this.pause = pause;
    this.nanoTime = nanoTime;
    this.journal = new GpuJournal(log);
  }

  @Override
  public Void call() throws InterruptedException {
    GpuReader reader = new GpuReader(settings.library(), nanoTime);
    try (PatientCalls<GpuSample> driver = new PatientCalls<>("gpu-driver", reader, reader::close)) {
      while (look(driver)) {
        pause.of(settings.period());
      }
    } finally {
      telemetry.gpus(List.of());
    }
    return null;
  }

  /** Whether it is worth to look again. */
  private boolean look(PatientCalls<GpuSample> driver) throws InterruptedException {
    Optional<GpuSample> answer;
    try {
      answer = driver.call(settings.patience());
    } catch (ExecutionException e) {
      throw new IllegalStateException("the GPUs could not be looked at", e.getCause());
    }
    if (answer.isEmpty()) {
      telemetry.gpus(List.of());
      journal.nothing("no answer within " + settings.patience());
      return true;
    }
    GpuSample sample = answer.get();
    telemetry.gpus(sample instanceof GpuSample.Seen seen ? seen.reports() : List.of());
    journal.note(sample);
    return !(sample instanceof GpuSample.NoLibrary);
  }
}
