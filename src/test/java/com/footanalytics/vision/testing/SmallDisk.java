package com.footanalytics.vision.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A disk in memory that one program alone sees; Linux, where user namespaces are allowed. */
public final class SmallDisk {

  private static final List<String> IN_A_NAMESPACE =
      List.of("unshare", "--map-root-user", "--mount");

  private SmallDisk() {}

  /**
   * A command that becomes the command which follows it, for which a small disk lies at a folder.
   * The test that asks is skipped where that cannot be.
   */
  public static List<String> at(Path folder, int megabytes) throws InterruptedException {
    Assumptions.assumeTrue(mayMount(), "no user namespaces here, so no small disk to fill");
    List<String> command = new ArrayList<>(IN_A_NAMESPACE);
    command.addAll(
        List.of(
            "sh",
            "-c",
            "mount -t tmpfs -o size=%dm none \"$0\" && exec \"$@\"".formatted(megabytes),
            folder.toString()));
    return command;
  }

  /** Where the folder of a running program that was started so can be seen. */
  public static Path seenFromOutside(Path folder, long pid) {
    return Path.of("/proc", Long.toString(pid), "root").resolve(Path.of("/").relativize(folder));
  }

  private static boolean mayMount() throws InterruptedException {
    try {
      List<String> probe = new ArrayList<>(IN_A_NAMESPACE);
      probe.add("true");
      return new ProcessBuilder(probe).start().waitFor() == 0;
    } catch (IOException _) {
      return false;
    }
  }
}
