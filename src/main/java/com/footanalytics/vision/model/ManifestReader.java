package com.footanalytics.vision.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads a detector's {@code model.yaml} key by key; what it does not know it refuses. */
final class ManifestReader {

  private static final int MAX_BATCH = 256;
  private static final int MAX_GOLDEN_PICTURES = 100_000;

  private ManifestReader() {}

  static ModelManifest read(Path file) {
    return ManifestFile.read(file, ManifestReader::manifest);
  }

  /** Reads the whole document of a detector. */
  static ModelManifest manifest(YamlSection document) {
    ModelId id = SharedKeys.id(document);
    document.constant("task", ModelEntry.Task.DETECTION.toString());
    document.constant("format", "onnx");
    InputSpec input = InputReader.read(document);
    DecoderSpec decoder = DecoderReader.read(document.section("decoder"));
    List<ObjectClass> classes = classes(document);
    List<Integer> batchSizes = batchSizes(document);
    Map<String, Weights> precisions = SharedKeys.precisions(document);
    String defaultPrecision = SharedKeys.defaultPrecision(document, precisions);
    Optional<GoldenSet> golden =
        document.has("golden") ? Optional.of(golden(document.section("golden"))) : Optional.empty();
    RecordedAccuracy accuracy =
        document.has("accuracy")
            ? accuracy(document.section("accuracy"), precisions)
            : new RecordedAccuracy(Map.of());
    String licence = document.text("licence");
    Map<String, String> training = SharedKeys.training(document);
    document.end();
    return new ModelManifest(
        id,
        input,
        decoder,
        classes,
        batchSizes,
        precisions,
        defaultPrecision,
        golden,
        accuracy,
        licence,
        training);
  }

  private static List<ObjectClass> classes(YamlSection document) {
    List<String> names = document.texts("classes");
    if (new HashSet<>(names).size() != names.size()) {
      throw document.refuse("classes", names + " (expected: every name once)");
    }
    List<List<String>> groups = document.textLists("suppression-groups");
    List<String> grouped = groups.stream().flatMap(List::stream).sorted().toList();
    if (!grouped.equals(names.stream().sorted().toList())) {
      throw document.refuse(
          "suppression-groups", groups + " (expected: every class of " + names + " once)");
    }
    YamlSection thresholds = document.section("thresholds");
    var classes = new ArrayList<ObjectClass>();
    for (String name : names) {
      int group = 0;
      while (!groups.get(group).contains(name)) {
        group++;
      }
      classes.add(new ObjectClass(name, (float) thresholds.fraction(name), group));
    }
    thresholds.end();
    return classes;
  }

  private static List<Integer> batchSizes(YamlSection document) {
    List<Integer> sizes = document.numbers("batch-sizes", 1, MAX_BATCH);
    if (!sizes.equals(sizes.stream().distinct().sorted().toList())) {
      throw document.refuse("batch-sizes", sizes + " (expected: ascending)");
    }
    return sizes;
  }

  private static GoldenSet golden(YamlSection golden) {
    var set =
        new GoldenSet(
            golden.text("annotations"),
            golden.number("pictures", 1, MAX_GOLDEN_PICTURES),
            SharedKeys.sha256(golden));
    golden.end();
    return set;
  }

  private static RecordedAccuracy accuracy(YamlSection accuracy, Map<String, Weights> precisions) {
    var scores = new TreeMap<String, Map<String, Map<String, Double>>>();
    for (String dataset : accuracy.keys()) {
      YamlSection measured = accuracy.section(dataset);
      var byPrecision = new TreeMap<String, Map<String, Double>>();
      for (String precision : measured.keys()) {
        if (precisions.containsKey(precision)) {
          YamlSection entry = measured.section(precision);
          var values = new TreeMap<String, Double>();
          entry.keys().forEach(measure -> values.put(measure, entry.fraction(measure)));
          byPrecision.put(precision, values);
        }
      }
      measured.end();
      scores.put(dataset, byPrecision);
    }
    accuracy.end();
    return new RecordedAccuracy(scores);
  }
}
