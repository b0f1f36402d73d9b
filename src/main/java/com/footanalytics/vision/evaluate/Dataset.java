package com.footanalytics.vision.evaluate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Labelled pictures.
 *
 * @param name for people
 * @param pictures in order of their file names
 * @param unknownClasses classes of the dataset that the model does not know; their labels are left
 *     out
 */
public record Dataset(String name, List<LabelledPicture> pictures, List<String> unknownClasses) {

  public Dataset {
    pictures = List.copyOf(pictures);
    unknownClasses = List.copyOf(unknownClasses);
  }

  /**
   * Reads a dataset: a COCO JSON file, a folder with one, or a folder in YOLO's layout with {@code
   * images} and {@code labels}.
   *
   * @param location the file or folder
   * @param classes the model's class names in order
   * @param prefixes pictures are taken whose file name starts with one of these; all where empty
   * @throws DatasetException if it is missing or damaged, or nothing is left to evaluate
   */
  public static Dataset read(Path location, List<String> classes, List<String> prefixes) {
    Dataset dataset =
        Files.isDirectory(location.resolve("labels"))
            ? YoloReader.read(location, classes, prefixes)
            : CocoReader.read(location, classes, prefixes);
    if (dataset.pictures().isEmpty()) {
      throw new DatasetException(
          location + ": no pictures" + (prefixes.isEmpty() ? "" : " that start with " + prefixes));
    }
    return dataset;
  }

  static boolean isTaken(String fileName, List<String> prefixes) {
    return prefixes.isEmpty() || prefixes.stream().anyMatch(fileName::startsWith);
  }
}
