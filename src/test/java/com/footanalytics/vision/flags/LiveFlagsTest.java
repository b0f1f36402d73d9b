package com.footanalytics.vision.flags;

import static com.footanalytics.vision.flags.Flag.ADVANCED_ANALYTICS;
import static com.footanalytics.vision.flags.Flag.GPU_OPTIMIZATION;
import static com.footanalytics.vision.flags.Flag.MODEL_V2;
import static com.footanalytics.vision.flags.Flag.REAL_TIME;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LiveFlagsTest {

  private static final Identity ANYONE = Identity.caller("anyone");

  @TempDir private Path folder;
  private final FakeFlagsmith flagsmith = new FakeFlagsmith();
  private final List<String> log = new ArrayList<>();
  private final Map<String, String> shown = new TreeMap<>();
  private final List<LiveFlags> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(LiveFlags::close);
    flagsmith.close();
  }

  @Test
  void withoutAServerTheShippedFileDecides() {
    LiveFlags flags = open(Optional.empty(), Optional.empty());
    for (Flag flag : Flag.values()) {
      assertEquals(flag.codedDefault(), flags.enabled(flag));
      assertEquals(flag.codedDefault(), flags.enabledForAny(flag));
      assertEquals(flag.codedDefault(), flags.decide(flag, ANYONE));
      assertEquals("file " + (flag.codedDefault() ? 1 : 0), shown.get(flag.key()));
    }
    flags.refresh();
    assertEquals(4, log.size());
    assertEquals("flag ml_model_v2_enabled: off (file)", log.getFirst());
    assertEquals(List.of(), flagsmith.asked());
  }

  @Test
  void aFlagOfWhichNobodySaysAnythingIsAsCoded() throws IOException {
    Path file = write(new TestingEnvironment().with(REAL_TIME, true));
    LiveFlags flags = open(Optional.of(file), Optional.empty());
    assertTrue(flags.enabled(REAL_TIME));
    assertTrue(flags.enabled(GPU_OPTIMIZATION));
    assertEquals(
        Map.of(
            MODEL_V2.key(), "default 0",
            ADVANCED_ANALYTICS.key(), "default 0",
            REAL_TIME.key(), "file 1",
            GPU_OPTIMIZATION.key(), "default 1"),
        shown);
  }

  @Test
  void theServerGoesBeforeTheFileFlagByFlag() throws IOException {
    Path file =
        write(new TestingEnvironment().with(REAL_TIME, true).with(ADVANCED_ANALYTICS, true));
    flagsmith.serve(
        new TestingEnvironment().with(MODEL_V2, true).with(REAL_TIME, false).withOther("colour"));
    LiveFlags flags = open(Optional.of(file), Optional.of(flagsmith.asServer()));
    assertTrue(flags.enabled(REAL_TIME));
    flags.refresh();
    assertEquals(
        Map.of(
            MODEL_V2.key(), "server 1",
            ADVANCED_ANALYTICS.key(), "file 1",
            REAL_TIME.key(), "server 0",
            GPU_OPTIMIZATION.key(), "default 1"),
        shown);
    assertEquals(
        List.of("GET /api/v1/environment-document/ " + FakeFlagsmith.KEY), flagsmith.asked());
  }

  @Test
  void everyChangeIsToldInALine() {
    flagsmith.serve(new TestingEnvironment().with(MODEL_V2, false));
    LiveFlags flags = open(Optional.empty(), Optional.of(flagsmith.asServer()));
    log.clear();
    flags.refresh();
    assertEquals(List.of("flags: as " + flagsmith.url() + " says"), told());
    flagsmith.serve(new TestingEnvironment().with(MODEL_V2, true));
    flags.refresh();
    flags.refresh();
    assertEquals(List.of("flag ml_model_v2_enabled: on (server), was off (server)"), told());
    flagsmith.serve(new TestingEnvironment().with(MODEL_V2, false).split(1, 10, MODEL_V2, true));
    flags.refresh();
    flags.refresh();
    assertEquals(
        List.of("flag ml_model_v2_enabled: off but for rules (server), was on (server)"), told());
    flagsmith.serve(new TestingEnvironment().with(MODEL_V2, false).split(1, 20, MODEL_V2, true));
    flags.refresh();
    assertEquals(
        List.of(
            "flag ml_model_v2_enabled: off but for rules (server),"
                + " was off but for rules (server)"),
        told());
    assertEquals("server 0", shown.get(MODEL_V2.key()));
    assertFalse(flags.enabled(MODEL_V2));
    assertTrue(flags.enabledForAny(MODEL_V2));
  }

  @Test
  void anOutageChangesNothingButTheSource() {
    flagsmith.serve(new TestingEnvironment().with(MODEL_V2, true));
    LiveFlags flags = open(Optional.empty(), Optional.of(flagsmith.asServer()));
    flags.refresh();
    log.clear();
    int port = flagsmith.port();
    flagsmith.close();
    flags.refresh();
    flags.refresh();
    assertTrue(flags.decide(MODEL_V2, ANYONE));
    assertEquals("last_known 1", shown.get(MODEL_V2.key()));
    assertEquals("file 0", shown.get(REAL_TIME.key()));
    List<String> lines = told();
    assertEquals(1, lines.size(), lines::toString);
    assertTrue(lines.getFirst().contains(flagsmith.url() + " is of no use: "), lines::toString);
    assertTrue(lines.getFirst().endsWith("; what it said last stays"), lines::toString);
    try (FakeFlagsmith again = new FakeFlagsmith(port)) {
      again.serve(new TestingEnvironment().with(MODEL_V2, false));
      flags.refresh();
      assertFalse(flags.decide(MODEL_V2, ANYONE));
      assertEquals("server 0", shown.get(MODEL_V2.key()));
      assertEquals(
          List.of(
              "flags: as " + flagsmith.url() + " says",
              "flag ml_model_v2_enabled: off (server), was on (last_known)"),
          told());
    }
  }

  @Test
  void aStartDuringAnOutageKnowsWhatTheServerSaidLast() {
    flagsmith.serve(new TestingEnvironment().with(MODEL_V2, false).split(1, 30, MODEL_V2, true));
    LiveFlags before = open(Optional.empty(), Optional.of(flagsmith.asServer()));
    before.refresh();
    flagsmith.close();
    shown.clear();
    LiveFlags after = open(Optional.empty(), Optional.of(flagsmith.asServer()));
    assertEquals("last_known 0", shown.get(MODEL_V2.key()));
    assertTrue(after.enabledForAny(MODEL_V2));
    after.refresh();
    int on = 0;
    for (int i = 0; i < 1000; i++) {
      Identity identity = Identity.caller("caller-" + i);
      assertEquals(before.decide(MODEL_V2, identity), after.decide(MODEL_V2, identity));
      on += after.decide(MODEL_V2, identity) ? 1 : 0;
    }
    assertTrue(on > 200 && on < 400, "on: " + on);
  }

  @Test
  void whatAnotherEnvironmentOrServerSaidIsNotTakenForIt() {
    flagsmith.serve(new TestingEnvironment().with(MODEL_V2, true));
    open(Optional.empty(), Optional.of(flagsmith.asServer())).refresh();
    flagsmith.close();
    LiveFlags.Server known = flagsmith.asServer();
    for (LiveFlags.Server other :
        List.of(
            new LiveFlags.Server(known.url(), "ser.another", known.timeout()),
            new LiveFlags.Server("http://127.0.0.1:1/api/v1/", known.key(), known.timeout()))) {
      assertFalse(open(Optional.empty(), Optional.of(other)).enabled(MODEL_V2));
    }
    assertTrue(open(Optional.empty(), Optional.of(known)).enabled(MODEL_V2));
  }

  @Test
  void aDamagedMemoryIsPassedOver() throws IOException {
    flagsmith.serve(new TestingEnvironment().with(MODEL_V2, true));
    open(Optional.empty(), Optional.of(flagsmith.asServer())).refresh();
    Path kept = folder.resolve("data/flags-last-known.json");
    String text = Files.readString(kept);
    assertFalse(text.contains(FakeFlagsmith.KEY), text);
    Files.writeString(kept, text.substring(0, text.length() / 2));
    log.clear();
    LiveFlags flags = open(Optional.empty(), Optional.of(flagsmith.asServer()));
    assertFalse(flags.enabled(MODEL_V2));
    assertTrue(log.getFirst().contains("flags-last-known.json: not an environment document"));
    flags.refresh();
    assertTrue(flags.enabled(MODEL_V2));
    assertEquals(text, Files.readString(kept));
  }

  @Test
  void aMemoryThatCannotBeWrittenIsToldOnce() throws IOException {
    Files.writeString(folder.resolve("data"), "a file in the way");
    flagsmith.serve(new TestingEnvironment().with(MODEL_V2, true));
    LiveFlags flags = open(Optional.empty(), Optional.of(flagsmith.asServer()));
    log.clear();
    flags.refresh();
    flagsmith.serve(new TestingEnvironment().with(MODEL_V2, true).with(REAL_TIME, true));
    flags.refresh();
    assertTrue(flags.enabled(MODEL_V2) && flags.enabled(REAL_TIME));
    assertEquals(1, log.stream().filter(line -> line.contains("cannot be written")).count());
  }

  @Test
  void aFileThatIsNoneLeavesTheCodedDefaults() throws IOException {
    Path missing = folder.resolve("missing.json");
    Path bad = Files.writeString(folder.resolve("bad.json"), "{\"flags\": {}}");
    for (Path file : List.of(missing, bad)) {
      log.clear();
      LiveFlags flags = open(Optional.of(file), Optional.empty());
      assertTrue(flags.enabled(GPU_OPTIMIZATION));
      assertEquals("default 1", shown.get(GPU_OPTIMIZATION.key()));
      assertTrue(log.getFirst().startsWith("flags: " + file + ": "), log::toString);
      assertTrue(log.getFirst().endsWith("; the coded defaults are used"), log::toString);
    }
  }

  @Test
  void aFileThatChangesIsReadAnewAndABadOneChangesNothing() throws IOException {
    Path file = write(new TestingEnvironment().with(MODEL_V2, true));
    LiveFlags flags = open(Optional.of(file), Optional.empty());
    assertTrue(flags.enabled(MODEL_V2));
    change(file, "[]");
    flags.refresh();
    assertTrue(flags.enabled(MODEL_V2));
    assertTrue(log.getLast().endsWith("; what it said before stays"), log::toString);
    log.clear();
    flags.refresh();
    assertEquals(List.of(), log);
    change(file, new TestingEnvironment().with(MODEL_V2, false).json());
    flags.refresh();
    assertFalse(flags.enabled(MODEL_V2));
    assertEquals(List.of("flag ml_model_v2_enabled: off (file), was on (file)"), told());
  }

  @Test
  void theKeyIsNeverTold() {
    flagsmith.serve(500, "no");
    LiveFlags flags = open(Optional.empty(), Optional.of(flagsmith.asServer()));
    flags.refresh();
    assertFalse(log.toString().contains(FakeFlagsmith.KEY), log::toString);
    assertFalse(flagsmith.asServer().toString().contains(FakeFlagsmith.KEY));
  }

  @Test
  void addressesAndTimesThatAreNoneAreRefused() {
    Duration second = Duration.ofSeconds(1);
    for (LiveFlags.Server bad :
        List.of(
            new LiveFlags.Server("flagsmith.example", "ser.k", second),
            new LiveFlags.Server("http://h/api/v1/", "ser.k", Duration.ZERO),
            new LiveFlags.Server("http://h/api/v1/", "ser.k", Duration.ofSeconds(15)))) {
      String reason =
          String.valueOf(
              assertThrows(
                      IllegalArgumentException.class,
                      () -> open(Optional.empty(), Optional.of(bad)))
                  .getMessage());
      assertTrue(reason.startsWith("ml-pipeline.flags."), reason);
    }
  }

  private LiveFlags open(Optional<Path> file, Optional<LiveFlags.Server> server) {
    LiveFlags flags =
        new LiveFlags(
            new LiveFlags.Sources(file, server, folder.resolve("data/flags-last-known.json")),
            (flag, source, enabled) -> shown.put(flag, source + " " + (enabled ? 1 : 0)),
            log::add);
    opened.add(flags);
    return flags;
  }

  private Path write(TestingEnvironment environment) throws IOException {
    return Files.writeString(folder.resolve("flags.json"), environment.json());
  }

  /** Whatever the clock of the file system, the file is another afterwards. */
  private static void change(Path file, String text) throws IOException {
    FileTime before = Files.getLastModifiedTime(file);
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.fromMillis(before.toMillis() + 1000));
  }

  private List<String> told() {
    List<String> lines = List.copyOf(log);
    log.clear();
    return lines;
  }
}
