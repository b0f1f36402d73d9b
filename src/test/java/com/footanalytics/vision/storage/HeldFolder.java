package com.footanalytics.vision.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program that has a process folder until it is killed; says so on its output. */
final class HeldFolder {

  static final String HELD = "held";

  private HeldFolder() {}

  public static void main(String[] args) throws IOException {
    ProcessFolder folder = ProcessFolder.claim(Path.of(args[0]), args[1]);
    Files.writeString(folder.path().resolve("half"), "half a video");
    System.out.println(HELD);
    while (System.in.read() >= 0) {}
  }
}
