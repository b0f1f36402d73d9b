package com.footanalytics.vision.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads YOLO's layout: {@code images/NAME.jpg} with {@code labels/NAME.txt}, a line for each
 * object: class, centre x, centre y, width and height as fractions of the picture. A picture
 * without a label file holds no objects. {@code data.yaml} names the classes; without it they are
 * the model's.
 */
final class YoloReader {

  private static final int COLUMNS = 5;

  private final Path root;
  private final List<String> names;
  private final List<String> modelClasses;

  private YoloReader(Path root, List<String> names, List<String> modelClasses) {
    this.root = root;
    this.names = names;
    this.modelClasses = modelClasses;
  }

  static Dataset read(Path root, List<String> classes, List<String> prefixes) {
    Path description = root.resolve("data.yaml");
    List<String> names = Files.exists(description) ? names(description) : classes;
    var reader = new YoloReader(root, names, classes);
    return new Dataset(
        String.valueOf(root.toAbsolutePath().normalize().getFileName()),
        reader.files(prefixes).stream().map(reader::picture).toList(),
        names.stream().filter(name -> !classes.contains(name)).toList());
  }

  private List<Path> files(List<String> prefixes) {
    Path images = root.resolve("images");
    try (Stream<Path> files = Files.list(images)) {
      return files
          .filter(file -> PictureSize.isPicture(file.getFileName().toString()))
          .filter(file -> Dataset.isTaken(file.getFileName().toString(), prefixes))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new DatasetException(images + ": cannot be listed (expected: a folder of pictures)", e);
    }
  }

  private LabelledPicture picture(Path file) {
    PictureSize size = PictureSize.of(file);
    String name = file.getFileName().toString();
    Path labels = root.resolve("labels").resolve(name.substring(0, name.lastIndexOf('.')) + ".txt");
    var truths = new ArrayList<GroundTruth>();
    if (Files.exists(labels)) {
      List<String> lines = lines(labels);
      for (int i = 0; i < lines.size(); i++) {
        if (!lines.get(i).isBlank()) {
          String where = labels + ":" + (i + 1);
          GroundTruth truth = truth(lines.get(i).strip().split("\\s+", -1), size, where);
          if (truth != null) {
            truths.add(truth);
          }
        }
      }
    }
    return new LabelledPicture(file, size.width(), size.height(), truths);
  }

  /** The object of a line; null if the model does not know its class. */
  private @Nullable GroundTruth truth(String[] columns, PictureSize size, String where) {
    if (columns.length != COLUMNS) {
      throw new DatasetException(
          "%s: %d columns (expected: class, centre x, centre y, width, height)"
              .formatted(where, columns.length));
    }
    int type = classIndex(columns[0], where);
    var fractions = new double[COLUMNS];
    for (int column = 1; column < COLUMNS; column++) {
      fractions[column] = fraction(columns[column], where);
    }
    if (type < 0) {
      return null;
    }
    double width = fractions[3] * size.width();
    double height = fractions[4] * size.height();
    var box =
        new PixelBox(
            fractions[1] * size.width() - width / 2,
            fractions[2] * size.height() - height / 2,
            width,
            height);
    return new GroundTruth(type, box, box.area(), false);
  }

  private int classIndex(String text, String where) {
    try {
      int index = Integer.parseInt(text);
      if (index >= 0 && index < names.size()) {
        return modelClasses.indexOf(names.get(index));
      }
    } catch (NumberFormatException e) {
      throw new DatasetException(where + ": class " + text + " (expected: a whole number)", e);
    }
    throw new DatasetException(
        "%s: class %s (expected: 0 to %d, for %s)".formatted(where, text, names.size() - 1, names));
  }

  private static double fraction(String text, String where) {
    try {
      double value = Double.parseDouble(text);
      if (value >= 0 && value <= 1) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new DatasetException(where + ": " + text + " (expected: a number)", e);
    }
    throw new DatasetException(where + ": " + text + " (expected: 0 to 1)");
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new DatasetException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<String> names(Path description) {
    try {
      Object document =
          new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(description));
      Object names = document instanceof Map<?, ?> keys ? keys.get("names") : null;
      if (names instanceof List<?> list && !list.isEmpty()) {
        return list.stream().map(String::valueOf).toList();
      }
      if (names instanceof Map<?, ?> byIndex && !byIndex.isEmpty()) {
        return named(byIndex, description);
      }
    } catch (IOException e) {
      throw new DatasetException(description + ": cannot be read: " + e.getMessage(), e);
    } catch (YAMLException e) {
      throw new DatasetException(description + ": not YAML", e);
    }
    throw new DatasetException(description + ": names (expected: the names of the classes)");
  }

  private static List<String> named(Map<?, ?> byIndex, Path description) {
    var names = new ArrayList<String>();
    for (int index = 0; index < byIndex.size(); index++) {
      Object name = byIndex.get(index);
      if (name == null) {
        throw new DatasetException(
            String.format(
                Locale.ROOT,
                "%s: names has no %d (expected: 0 to %d)",
                description,
                index,
                byIndex.size() - 1));
      }
      names.add(name.toString());
    }
    return names;
  }
}
