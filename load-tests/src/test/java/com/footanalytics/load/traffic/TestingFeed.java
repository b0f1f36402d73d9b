package com.footanalytics.load.traffic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is sent where nobody looks at it. */
public final class TestingFeed {

  private TestingFeed() {}

  /** Writes a feed of two pictures and a film. */
  public static Path write(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("images"));
    Files.write(folder.resolve("images").resolve("a.jpg"), new byte[2000]);
    Files.write(folder.resolve("images").resolve("b.jpg"), new byte[3000]);
    Files.write(folder.resolve("match.mp4"), new byte[200_000]);
    return folder;
  }
}
