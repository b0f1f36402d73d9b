package com.footanalytics.vision.sink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folder that holds the results of one run.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {

  /** Every frame with its objects, one JSON value a line. */
  public Path detections() {
    return path.resolve("detections.jsonl");
  }

  /** The run in numbers; there only when all other results are. */
  public Path summary() {
    return path.resolve("summary.json");
  }

  /** The video with its objects drawn in. */
  public Path annotated() {
    return path.resolve("annotated.mp4");
  }

  /**
   * Where the bytes of {@code result} can be read now: under its name once finished, in its part
   * while the run writes it.
   *
   * @param result one of this folder's files
   */
  public Optional<Path> readable(Path result) {
    return List.of(result, AtomicFile.partOf(result)).stream()
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /**
   * Makes the folder if there is none and removes the results and parts of earlier runs, so that a
   * finished name always belongs to the last run and that run succeeded.
   *
   * @throws SinkException if the folder cannot be made or emptied
   */
  void clear() {
    IOException failure = null;
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      failure = e;
    }
    for (Path result : List.of(summary(), detections(), annotated())) {
      try {
        Files.deleteIfExists(AtomicFile.partOf(result));
        Files.deleteIfExists(result);
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw new SinkException(
          "cannot write into folder " + path + ": " + failure + "; choose another folder", failure);
    }
  }
}
