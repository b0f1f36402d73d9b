package com.footanalytics.vision.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The picture files that a path names. */
final class Pictures {

  private static final List<String> SUFFIXES = List.of(".jpg", ".jpeg", ".png");

  private Pictures() {}

  /**
   * The file itself, or the JPEG and PNG files of a folder by name.
   *
   * @throws CommandException if there are none
   */
  static List<Path> of(Path path) {
    if (!Files.isDirectory(path)) {
      if (!Files.isRegularFile(path)) {
        throw new CommandException(ExitStatus.INPUT_UNREADABLE, path + ": no such file or folder");
      }
      return List.of(path);
    }
    try (var files = Files.list(path)) {
      List<Path> pictures = files.filter(Pictures::isPicture).sorted().toList();
      if (pictures.isEmpty()) {
        throw new CommandException(
            ExitStatus.INPUT_UNREADABLE, path + ": no pictures (expected: " + SUFFIXES + ")");
      }
      return pictures;
    } catch (IOException e) {
      throw new CommandException(ExitStatus.INPUT_UNREADABLE, path + ": " + e.getMessage());
    }
  }

  /** The bytes of a picture file. */
  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new CommandException(
          ExitStatus.INPUT_UNREADABLE, file + ": cannot be read: " + e.getMessage());
    }
  }

  private static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return Files.isRegularFile(file) && SUFFIXES.stream().anyMatch(name::endsWith);
  }
}
