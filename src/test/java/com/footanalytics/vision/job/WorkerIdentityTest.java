package com.footanalytics.vision.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.testing.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerIdentityTest {

  @TempDir Path folder;

  @Test
  void aDataFolderKeepsItsName() {
    String name = name(folder);
    assertTrue(name.startsWith("match-host-"), name);
    assertEquals(name, name(folder));
    assertNotEquals(name, name(folder.resolve("other")));
  }

  @Test
  void aNameThatGotLostIsMadeAnew() throws IOException {
    String name = name(folder);
    Files.writeString(folder.resolve("worker-id"), "");
    assertNotEquals(name, name(folder));
    Files.write(folder.resolve("worker-id"), new byte[] {(byte) 0xff, 'x'});
    assertEquals(name(folder), name(folder));
  }

  @Test
  void aLongOrStrangeHostStillMakesANameTheDatabaseTakes() {
    try (WorkerIdentity identity =
        WorkerIdentity.open(folder, "höst/../" + "x".repeat(99), new Random(1))) {
      assertTrue(identity.name().length() <= 47, identity.name());
      assertTrue(identity.name().matches("[A-Za-z0-9.-]+"), identity.name());
    }
  }

  @Test
  void twoInOneProcessCannotHaveAFolder() {
    try (WorkerIdentity held = WorkerIdentity.open(folder, "a", new Random(1))) {
      IllegalStateException e =
          assertThrows(IllegalStateException.class, () -> name(folder), held.name());
      assertTrue(String.valueOf(e.getMessage()).contains("ML_PIPELINE_DATA_DIR"));
    }
    name(folder);
  }

  @Test
  void anotherProcessHasTheFolderUntilItIsKilled() throws Exception {
    Process holder =
        ChildJvm.start(Holder.class, folder.resolve("hs_err_pid%p.log"), folder.toString());
    try (BufferedReader output = holder.inputReader(StandardCharsets.UTF_8)) {
      String held = output.readLine();
      Files.readAllBytes(folder.resolve("worker-id"));
      assertThrows(IllegalStateException.class, () -> name(folder));
      holder.destroyForcibly().waitFor();
      assertEquals(held, name(folder));
    } finally {
      holder.destroyForcibly();
    }
  }

  @Test
  void aFolderThatCannotBeIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> name(file));
    assertTrue(String.valueOf(e.getMessage()).startsWith("data folder " + file));
  }

  /** Takes a data folder, says its name and keeps it. */
  static final class Holder {

    private Holder() {}

    public static void main(String[] args) throws InterruptedException {
      try (WorkerIdentity identity =
          WorkerIdentity.open(Path.of(args[0]), "holder", new Random())) {
        System.out.println(identity.name());
        Thread.sleep(Long.MAX_VALUE);
      }
    }
  }

  private static String name(Path folder) {
    try (WorkerIdentity identity = WorkerIdentity.open(folder, "match host", new Random())) {
      return identity.name();
    }
  }
}
