package com.footanalytics.vision.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.telemetry.MicrometerTelemetry;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@SuppressWarnings("NullAway.Init")
class GpuWatchTest {

  private static final long GIB = 1L << 30;
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final String UTILIZATION = "nvmlDeviceGetUtilizationRates";

  @TempDir Path folder;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MicrometerTelemetry telemetry = new MicrometerTelemetry(registry);
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final Semaphore looked = new Semaphore(0);
  private final Semaphore lookAgain = new Semaphore(0);
  private FakeNvml driver;
  private Thread watching = new Thread();

  @BeforeEach
  void oneGpu() {
    driver = FakeNvml.in(folder);
    driver.count(1);
    driver.load(0, 42, 3 * GIB, 80 * GIB);
  }

  @AfterEach
  void end() throws InterruptedException {
    driver.goOn();
    watching.interrupt();
    watching.join();
    assertEquals(List.of(), series());
    for (Thread driving = thread("gpu-driver"); driving != null; driving = thread("gpu-driver")) {
      driving.join();
    }
    assertEquals(0, driver.sessions());
    driver.close();
  }

  @Test
  void whatIsKnownIsShownUnderTheGpusNumberAndUuid() throws InterruptedException {
    watch(driver.path(), LONG);
    driver.count(2);
    driver.load(1, 0, 0, 40 * GIB);
    look();
    assertEquals(
        List.of(
            "nvidia_gpu_memory_total_bytes{" + labels(0) + "} 8.589934592E10",
            "nvidia_gpu_memory_total_bytes{" + labels(1) + "} 4.294967296E10",
            "nvidia_gpu_memory_used_bytes{" + labels(0) + "} 3.221225472E9",
            "nvidia_gpu_memory_used_bytes{" + labels(1) + "} 0.0",
            "nvidia_gpu_utilization_gpu{" + labels(0) + "} 42.0",
            "nvidia_gpu_utilization_gpu{" + labels(1) + "} 0.0"),
        series());
    driver.load(0, 7, GIB, 80 * GIB);
    driver.count(1);
    look();
    assertEquals(
        List.of(
            "nvidia_gpu_memory_total_bytes{" + labels(0) + "} 8.589934592E10",
            "nvidia_gpu_memory_used_bytes{" + labels(0) + "} 1.073741824E9",
            "nvidia_gpu_utilization_gpu{" + labels(0) + "} 7.0"),
        series());
  }

  @Test
  void everyChangeIsToldOnce() throws InterruptedException {
    watch(driver.path(), LONG);
    look();
    look();
    assertEquals(
        List.of("gpu 0 is watched: NVIDIA Test 0, " + FakeNvml.uuid(0) + ", 81920 MiB"), told());
    driver.fault(UTILIZATION, 0, 3);
    look();
    look();
    assertEquals(List.of("gpu 0 utilization: not known and not shown: Not Supported"), told());
    assertEquals(2, series().size());
    driver.fault(UTILIZATION, 0, 0);
    look();
    look();
    assertEquals(List.of("gpu 0 utilization: known again after: Not Supported"), told());
    assertEquals(3, series().size());
    driver.lose(0);
    look();
    look();
    assertEquals(
        List.of(
            "gpu 0 is gone: NVIDIA Test 0, " + FakeNvml.uuid(0) + ", 81920 MiB",
            "gpu 0: not known and not shown: GPU is lost"),
        told());
    assertEquals(List.of(), series());
  }

  @Test
  void withoutADriverThereAreNoSeriesAndOneLineSaysSo() throws InterruptedException {
    start("libno-such-driver.so.1", LONG);
    watching.join();
    assertEquals(List.of(), series());
    List<String> lines = told();
    assertEquals(1, lines.size(), lines::toString);
    assertTrue(lines.getFirst().startsWith("no GPU is watched: "), lines::toString);
    assertTrue(lines.getFirst().contains("libno-such-driver.so.1"), lines::toString);
  }

  @Test
  void aDriverThatIsNotLoadedIsToldOnce() throws InterruptedException {
    driver.fault("nvmlInit_v2", FakeNvml.ANY_GPU, 9);
    watch(driver.path(), LONG);
    look();
    look();
    assertEquals(List.of("gpu driver: not known and not shown: Driver Not Loaded"), told());
    assertEquals(List.of(), series());
  }

  @Test
  void aDriverThatHangsLeavesNothingShownUntilItAnswers() throws InterruptedException {
    watch(driver.path(), SHORT);
    while (series().isEmpty()) {
      look();
    }
    told();
    driver.hang();
    while (!series().isEmpty()) {
      look();
    }
    assertTrue(driver.isWaiting());
    look();
    look();
    assertEquals(List.of("gpu driver: not known and not shown: no answer within PT0.02S"), told());
    driver.goOn();
    while (series().isEmpty()) {
      look();
    }
    assertEquals(
        List.of(
            "gpu 0 is watched: NVIDIA Test 0, " + FakeNvml.uuid(0) + ", 81920 MiB",
            "gpu driver: known again after: no answer within PT0.02S"),
        told());
  }

  @Test
  void aHangingDriverKeepsNobodyFromStopping() throws InterruptedException {
    watch(driver.path(), SHORT);
    driver.hang();
    while (!driver.isWaiting() || !series().isEmpty()) {
      look();
    }
    watching.interrupt();
    watching.join();
    Thread left = thread("gpu-driver");
    assertTrue(left != null && left.isDaemon());
    driver.goOn();
    left.join();
    assertEquals(0, driver.sessions());
  }

  @Test
  void oneThreadTalksToTheDriver() throws InterruptedException {
    watch(driver.path(), LONG);
    look();
    assertEquals(
        1,
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("gpu-driver"))
            .count());
  }

  @Test
  void timesAreLongerThanNothing() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new GpuWatch.Settings("lib", Duration.ZERO, Duration.ofSeconds(1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new GpuWatch.Settings("lib", Duration.ofSeconds(1), Duration.ofSeconds(-1)));
  }

  /** Watches, and has looked once. */
  private void watch(String library, Duration patience) throws InterruptedException {
    start(library, patience);
    looked.acquire();
  }

  private void start(String library, Duration patience) {
    GpuWatch watch =
        new GpuWatch(
            new GpuWatch.Settings(library, Duration.ofSeconds(2), patience),
            telemetry,
            period -> {
              assertEquals(Duration.ofSeconds(2), period);
              looked.release();
              lookAgain.acquire();
            },
            System::nanoTime,
            log::add);
    watching =
        Thread.ofPlatform()
            .start(() -> assertThrows(InterruptedException.class, () -> ended(watch.call())));
  }

  private static void ended(Void nothing) throws InterruptedException {
    throw new InterruptedException("it has ended by itself");
  }

  /** Returns when the GPUs were looked at once more. */
  private void look() throws InterruptedException {
    lookAgain.release();
    looked.acquire();
  }

  private List<String> told() {
    List<String> lines = List.copyOf(log);
    log.clear();
    return lines;
  }

  private List<String> series() {
    return registry
        .scrape()
        .lines()
        .filter(line -> line.startsWith("nvidia_gpu"))
        .map(line -> line.replace(",}", "}"))
        .sorted()
        .toList();
  }

  private static String labels(int gpu) {
    return "gpu=\"%d\",uuid=\"%s\"".formatted(gpu, FakeNvml.uuid(gpu));
  }

  @SuppressWarnings("NullAway")
  private static Thread thread(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name))
        .findFirst()
        .orElse(null);
  }
}
