package com.footanalytics.vision.evaluate;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads COCO's JSON: {@code images}, {@code annotations} and {@code categories}. Pictures lie
 * beside the file, in {@code images} beside it, or in {@code images} beside its folder.
 */
final class CocoReader {

  private record Picture(long id, String name, int width, int height) {}

  private final Path file;
  private final JsonNode document;

  private CocoReader(Path file, JsonNode document) {
    this.file = file;
    this.document = document;
  }

  static Dataset read(Path location, List<String> classes, List<String> prefixes) {
    Path file = Files.isDirectory(location) ? onlyJson(location) : location;
    try {
      return new CocoReader(file, new ObjectMapper().readTree(file.toFile()))
          .dataset(classes, prefixes);
    } catch (JacksonException e) {
      throw new DatasetException(file + ": not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new DatasetException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static Path onlyJson(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found = files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
      if (found.size() == 1) {
        return found.getFirst();
      }
      throw new DatasetException(
          "%s: %d JSON files (expected: one, or the folders images and labels)"
              .formatted(folder, found.size()));
    } catch (IOException e) {
      throw new DatasetException(folder + ": cannot be listed: " + e.getMessage(), e);
    }
  }

  private Dataset dataset(List<String> classes, List<String> prefixes) {
    Map<Long, Integer> classOf = new TreeMap<>();
    var unknown = new ArrayList<String>();
    for (JsonNode category : list("categories")) {
      String name = text(category, "categories", "name");
      classOf.put(number(category, "categories", "id"), classes.indexOf(name));
      if (!classes.contains(name)) {
        unknown.add(name);
      }
    }
    Map<Long, List<GroundTruth>> truths = new LinkedHashMap<>();
    List<Picture> pictures = pictures();
    pictures.forEach(picture -> truths.put(picture.id(), new ArrayList<>()));
    for (JsonNode annotation : list("annotations")) {
      addTruth(annotation, classOf, truths);
    }
    List<LabelledPicture> labelled =
        pictures.stream()
            .filter(
                p -> Dataset.isTaken(p.name().substring(p.name().lastIndexOf('/') + 1), prefixes))
            .sorted(Comparator.comparing(Picture::name))
            .map(p ->
                new LabelledPicture(
                    existing(p.name()),
                    p.width(),
                    p.height(),
                    truths.getOrDefault(p.id(), List.of())))
            .toList();
    return new Dataset(file.getFileName().toString(), labelled, unknown);
  }

  private List<Picture> pictures() {
    var pictures = new ArrayList<Picture>();
    for (JsonNode image : list("images")) {
      int width = (int) Math.clamp(number(image, "images", "width"), -1, Integer.MAX_VALUE);
      int height = (int) Math.clamp(number(image, "images", "height"), -1, Integer.MAX_VALUE);
      if (width < 1 || height < 1) {
        throw refuse("images", image, "width and height (expected: > 0)");
      }
      pictures.add(
          new Picture(
              number(image, "images", "id"), text(image, "images", "file_name"), width, height));
    }
    return pictures;
  }

  private void addTruth(
      JsonNode annotation, Map<Long, Integer> classOf, Map<Long, List<GroundTruth>> truths) {
    List<GroundTruth> picture = truths.get(number(annotation, "annotations", "image_id"));
    Integer type = classOf.get(number(annotation, "annotations", "category_id"));
    if (picture == null || type == null) {
      throw refuse(
          "annotations",
          annotation,
          picture == null ? "no image has that image_id" : "no category has that category_id");
    }
    if (type >= 0) {
      PixelBox box = box(annotation);
      double area = annotation.path("area").asDouble(box.area());
      boolean crowd = annotation.path("iscrowd").asInt(0) != 0;
      picture.add(new GroundTruth(type, box, area, crowd));
    }
  }

  private PixelBox box(JsonNode annotation) {
    JsonNode bbox = annotation.path("bbox");
    boolean numbers = bbox.isArray() && bbox.size() == 4;
    for (JsonNode value : bbox) {
      numbers &= value.isNumber();
    }
    if (!numbers || bbox.get(2).asDouble() < 0 || bbox.get(3).asDouble() < 0) {
      throw refuse("annotations", annotation, "bbox (expected: [x, y, width, height])");
    }
    return new PixelBox(
        bbox.get(0).asDouble(),
        bbox.get(1).asDouble(),
        bbox.get(2).asDouble(),
        bbox.get(3).asDouble());
  }

  private Path existing(String name) {
    return Stream.of(".", "images", "../images")
        .map(folder -> file.resolveSibling(folder).resolve(name).normalize())
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(() -> new DatasetException(file + ": no picture " + name));
  }

  private JsonNode list(String key) {
    JsonNode list = document.path(key);
    if (!list.isArray()) {
      throw new DatasetException(file + ": " + key + " (expected: a list; is this COCO JSON?)");
    }
    return list;
  }

  private long number(JsonNode entry, String list, String key) {
    if (!entry.path(key).isIntegralNumber()) {
      throw refuse(list, entry, key + " (expected: a whole number)");
    }
    return entry.get(key).asLong();
  }

  private String text(JsonNode entry, String list, String key) {
    if (!entry.path(key).isTextual() || entry.get(key).asText().isBlank()) {
      throw refuse(list, entry, key + " (expected: text)");
    }
    return entry.get(key).asText();
  }

  private DatasetException refuse(String list, JsonNode entry, String reason) {
    return new DatasetException(
        "%s: %s, id %s: %s".formatted(file, list, entry.path("id").asText("missing"), reason));
  }
}
