package com.footanalytics.vision.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Real videos and pictures that lie beside a checkout on some machines and are never part of it.
 * The folder is {@code ../shared/data} or what the system property {@code shared.data} says.
 */
public final class SharedData {

  private static final Path FOLDER = Path.of(System.getProperty("shared.data", "../shared/data"));

  private SharedData() {}

  /** A file or folder of the shared data; skips the calling test where it is missing. */
  public static Path require(String name) {
    Path path = FOLDER.resolve(name);
    Assumptions.assumeTrue(Files.exists(path), () -> path + " is not on this machine");
    return path;
  }
}
