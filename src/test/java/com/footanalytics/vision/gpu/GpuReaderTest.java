package com.footanalytics.vision.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.telemetry.GpuReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
@SuppressWarnings("NullAway.Init")
class GpuReaderTest {

  private static final long GIB = 1L << 30;
  private static final long RESERVED = 1L << 20;
  private static final String UTILIZATION = "nvmlDeviceGetUtilizationRates";
  private static final String MEMORY_V2 = "nvmlDeviceGetMemoryInfo_v2";
  private static final int NOT_SUPPORTED = 3;

  @TempDir Path folder;
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
  private FakeNvml driver;
  private GpuReader reader;

  @BeforeEach
  void twoGpus() {
    driver = FakeNvml.in(folder);
    driver.count(2);
    driver.load(0, 87, 20 * GIB, 80 * GIB);
    driver.load(1, 0, 0, 80 * GIB);
    reader = new GpuReader(driver.path(), nanos::get);
  }

  @AfterEach
  void sessionsAreClosed() {
    reader.close();
    assertEquals(0, driver.sessions());
    driver.close();
  }

  @Test
  void everyGpuIsReportedWithItsNumbers() {
    GpuSample.Seen seen = seen();
    assertEquals(
        List.of(report(0, 87, 20 * GIB, 80 * GIB), report(1, 0, 0, 80 * GIB)), seen.reports());
    assertEquals(Map.of(0, FakeNvml.name(0), 1, FakeNvml.name(1)), seen.names());
    assertEquals(Map.of(), seen.unknown());
  }

  @Test
  void memoryBeyondWhatAnIntCountsIsRight() {
    driver.load(0, 100, 190 * GIB + 3, 192 * GIB + 5);
    assertEquals(report(0, 100, 190 * GIB + 3, 192 * GIB + 5), seen().reports().getFirst());
  }

  @Test
  void anOldDriverCountsItsOwnMemoryAmongWhatIsTaken(@TempDir Path other) {
    try (FakeNvml old = FakeNvml.oldIn(other);
        GpuReader ofOld = new GpuReader(old.path(), nanos::get)) {
      old.count(1);
      old.load(0, 5, GIB, 2 * GIB);
      GpuSample.Seen seen = assertInstanceOf(GpuSample.Seen.class, ofOld.call());
      assertEquals(List.of(report(0, 5, GIB + RESERVED, 2 * GIB)), seen.reports());
      ofOld.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"2", "3", "13", "25"})
  void aDriverThatRefusesTheNewStructureIsGivenTheOld(int status) {
    driver.fault(MEMORY_V2, FakeNvml.ANY_GPU, status);
    GpuSample.Seen seen = seen();
    assertEquals(report(0, 87, 20 * GIB + RESERVED, 80 * GIB), seen.reports().getFirst());
    assertEquals(Map.of(), seen.unknown());
  }

  @Test
  void whatTheDriverDoesNotTellIsAbsentAndNotZero() {
    driver.fault(UTILIZATION, 0, NOT_SUPPORTED);
    driver.fault(MEMORY_V2, 1, 4);
    GpuSample.Seen seen = seen();
    assertEquals(
        List.of(
            new GpuReport(
                0,
                FakeNvml.uuid(0),
                OptionalInt.empty(),
                OptionalLong.of(20 * GIB),
                OptionalLong.of(80 * GIB)),
            new GpuReport(
                1,
                FakeNvml.uuid(1),
                OptionalInt.of(0),
                OptionalLong.empty(),
                OptionalLong.empty())),
        seen.reports());
    assertEquals(
        Map.of("gpu 0 utilization", "Not Supported", "gpu 1 memory", "Insufficient Permissions"),
        seen.unknown());
    driver.fault(UTILIZATION, 0, 0);
    driver.fault(MEMORY_V2, 1, 0);
    assertEquals(
        List.of(report(0, 87, 20 * GIB, 80 * GIB), report(1, 0, 0, 80 * GIB)), seen().reports());
  }

  @ParameterizedTest
  @CsvSource({"-1", "101"})
  void aPercentageThatIsNoneIsUnknown(int percent) {
    driver.load(0, percent, 20 * GIB, 80 * GIB);
    assertEquals(OptionalInt.empty(), seen().reports().getFirst().utilizationPercent());
  }

  @ParameterizedTest
  @CsvSource({"-1, -1", "0, 0", "5, -1"})
  void memoryThatIsNoneIsUnknown(long used, long total) {
    driver.load(0, 87, used, total);
    GpuReport report = seen().reports().getFirst();
    assertEquals(OptionalLong.empty(), report.usedBytes());
    assertEquals(OptionalLong.empty(), report.totalBytes());
  }

  @ParameterizedTest
  @CsvSource({
    "4, Insufficient Permissions",
    "15, GPU is lost",
    "999, Unknown Error",
    "77, error 77"
  })
  void errorsComeInTheDriversWords(int status, String words) {
    driver.fault("nvmlDeviceGetHandleByIndex_v2", 1, status);
    GpuSample.Seen seen = seen();
    assertEquals(List.of(report(0, 87, 20 * GIB, 80 * GIB)), seen.reports());
    assertEquals(Map.of("gpu 1", words), seen.unknown());
  }

  @Test
  void aGpuWithoutAUuidIsNotReported() {
    driver.fault("nvmlDeviceGetUUID", 0, 999);
    assertEquals(List.of(report(1, 0, 0, 80 * GIB)), seen().reports());
  }

  @Test
  void aGpuWithoutANameIsReported() {
    driver.fault("nvmlDeviceGetName", 0, NOT_SUPPORTED);
    GpuSample.Seen seen = seen();
    assertEquals(2, seen.reports().size());
    assertEquals(Map.of(1, FakeNvml.name(1)), seen.names());
  }

  @Test
  void theLongestTextsFit() {
    String uuid = "GPU-" + "a".repeat(90);
    driver.named(0, uuid, "N".repeat(94));
    GpuSample.Seen seen = seen();
    assertEquals(uuid, seen.reports().getFirst().uuid());
    assertEquals("N".repeat(94), seen.names().get(0));
    driver.named(0, "GPU-" + "b".repeat(91), "x");
    assertEquals(1, seen().reports().size());
  }

  @Test
  void aLostGpuIsAbsentUntilItIsBackAndTheOthersAreNot() {
    seen();
    driver.lose(1);
    GpuSample.Seen seen = seen();
    assertEquals(List.of(report(0, 87, 20 * GIB, 80 * GIB)), seen.reports());
    assertEquals(Map.of("gpu 1", "GPU is lost"), seen.unknown());
    later(GpuReader.BETWEEN_SESSIONS.toNanos() - 1);
    assertEquals(1, seen().reports().size());
    assertEquals(1, driver.sessionsBegun());
    driver.repair(1);
    assertEquals(1, seen().reports().size());
    later(1);
    assertEquals(2, seen().reports().size());
    assertEquals(2, driver.sessionsBegun());
    assertEquals(1, driver.sessions());
  }

  @Test
  void aGpuThatStaysLostCostsASessionHalfAMinute() {
    driver.lose(0);
    for (int second = 0; second < 120; second++) {
      assertEquals(1, seen().reports().size());
      later(1_000_000_000L);
    }
    assertEquals(4, driver.sessionsBegun());
    assertEquals(1, driver.sessions());
  }

  @Test
  void gpusMayBecomeMoreAndFewer() {
    for (int count : List.of(2, 5, 1, 0, 3)) {
      driver.count(count);
      for (int gpu = 0; gpu < count; gpu++) {
        driver.load(gpu, 10 + gpu, GIB, 2 * GIB);
      }
      List<GpuReport> reports = seen().reports();
      assertEquals(count, reports.size());
      for (int gpu = 0; gpu < count; gpu++) {
        assertEquals(report(gpu, 10 + gpu, GIB, 2 * GIB), reports.get(gpu));
      }
    }
  }

  @Test
  void aCountThatCannotBeHadLeavesNothingKnown() {
    driver.fault("nvmlDeviceGetCount_v2", FakeNvml.ANY_GPU, 999);
    assertEquals(Map.of("number of GPUs", "Unknown Error"), seen().unknown());
    assertEquals(List.of(), seen().reports());
  }

  @Test
  void aDriverThatIsNotLoadedIsAskedAgainLater() {
    driver.fault("nvmlInit_v2", FakeNvml.ANY_GPU, 9);
    assertEquals(new GpuSample.NoDriver("Driver Not Loaded"), reader.call());
    driver.fault("nvmlInit_v2", FakeNvml.ANY_GPU, 18);
    later(GpuReader.BETWEEN_SESSIONS.toNanos() - 1);
    assertEquals(new GpuSample.NoDriver("Driver Not Loaded"), reader.call());
    later(1);
    assertEquals(new GpuSample.NoDriver("Driver/library version mismatch"), reader.call());
    driver.fault("nvmlInit_v2", FakeNvml.ANY_GPU, 0);
    later(GpuReader.BETWEEN_SESSIONS.toNanos());
    assertEquals(2, seen().reports().size());
  }

  @Test
  void aMachineWithoutTheLibraryHasNone() {
    GpuSample byName = new GpuReader("libno-such-driver.so.1", nanos::get).call();
    GpuSample byPath = new GpuReader(folder.resolve("nothing.so").toString(), nanos::get).call();
    for (GpuSample sample : List.of(byName, byPath)) {
      String reason = assertInstanceOf(GpuSample.NoLibrary.class, sample).reason();
      assertTrue(
          reason.contains("libno-such-driver.so.1") || reason.contains("nothing.so"), reason);
    }
  }

  @Test
  void anotherLibraryIsNone() throws IOException {
    String other = FakeNvml.otherLibrary(folder).toString();
    GpuSample sample = new GpuReader(other, nanos::get).call();
    assertEquals(
        other + " has no nvmlInit_v2 (expected: NVIDIA's management library)",
        assertInstanceOf(GpuSample.NoLibrary.class, sample).reason());
  }

  @Test
  void tenThousandLooksTakeNoMemory() throws IOException {
    for (int i = 0; i < 2000; i++) {
      seen();
    }
    int changes = driver.bufferChanges();
    long before = residentKib();
    for (int i = 0; i < 10_000; i++) {
      seen();
    }
    assertEquals(changes, driver.bufferChanges());
    assertTrue(residentKib() - before < 16_384, () -> "grown from " + before + " KiB");
  }

  @Test
  void aThousandSessionsTakeNoMemory() throws IOException {
    sessions(200);
    long before = residentKib();
    sessions(1000);
    assertTrue(residentKib() - before < 32_768, () -> "grown from " + before + " KiB");
    assertEquals(0, driver.sessions());
    assertEquals(1200, driver.sessionsBegun());
  }

  private void sessions(int count) {
    for (int i = 0; i < count; i++) {
      assertEquals(2, seen().reports().size());
      reader.close();
    }
  }

  private static long residentKib() throws IOException {
    System.gc();
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  private GpuSample.Seen seen() {
    return assertInstanceOf(GpuSample.Seen.class, reader.call());
  }

  private void later(long nanoseconds) {
    nanos.addAndGet(nanoseconds);
  }

  private static GpuReport report(int gpu, int percent, long used, long total) {
    return new GpuReport(
        gpu,
        FakeNvml.uuid(gpu),
        OptionalInt.of(percent),
        OptionalLong.of(used),
        OptionalLong.of(total));
  }
}
