package com.footanalytics.vision.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads {@code model.yaml} key by key; what it does not know it refuses. */
final class ManifestReader {

  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_BATCH = 256;
  private static final int MAX_GOLDEN_PICTURES = 100_000;
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private ManifestReader() {}

  static ModelManifest read(Path file) {
    Function<String, ModelException> refusal = reason -> new ModelException(file + ": " + reason);
    YamlSection document = YamlSection.document(parse(file), refusal);
    try {
      return manifest(document);
    } catch (IllegalArgumentException e) {
      throw new ModelException(file + ": " + e.getMessage(), e);
    }
  }

  private static @Nullable Object parse(Path file) {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setMaxAliasesForCollections(0);
    options.setCodePointLimit(MAX_BYTES);
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new ModelException(file + ": larger than " + MAX_BYTES + " bytes");
      }
      String text = Files.readString(file, StandardCharsets.UTF_8);
      return new Yaml(new SafeConstructor(options)).load(text);
    } catch (IOException e) {
      throw new ModelException(file + ": cannot be read: " + e.getMessage(), e);
    } catch (MarkedYAMLException e) {
      throw new ModelException(file + ": not YAML: " + where(e), e);
    } catch (YAMLException | IllegalArgumentException e) {
      throw new ModelException(file + ": not YAML: " + firstLine(e.getMessage()), e);
    }
  }

  private static ModelManifest manifest(YamlSection document) {
    ModelId id = id(document);
    document.constant("task", "detection");
    document.constant("format", "onnx");
    InputSpec input = InputReader.read(document);
    DecoderSpec decoder = DecoderReader.read(document.section("decoder"));
    List<ObjectClass> classes = classes(document);
    List<Integer> batchSizes = batchSizes(document);
    Map<String, Weights> precisions = precisions(document);
    String defaultPrecision = document.text("default-precision");
    if (!precisions.containsKey(defaultPrecision)) {
      throw document.refuse(
          "default-precision",
          defaultPrecision + " (expected: one of " + precisions.keySet() + ")");
    }
    Optional<GoldenSet> golden =
        document.has("golden") ? Optional.of(golden(document.section("golden"))) : Optional.empty();
    RecordedAccuracy accuracy =
        document.has("accuracy")
            ? accuracy(document.section("accuracy"), precisions)
            : new RecordedAccuracy(Map.of());
    String licence = document.text("licence");
    Map<String, String> training =
        document.has("training") ? training(document.section("training")) : Map.of();
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

  private static ModelId id(YamlSection document) {
    String name = document.text("name");
    if (!ModelId.isName(name)) {
      throw document.refuse("name", name + " (expected: a-z, 0-9, dots, dashes, underscores)");
    }
    String version = document.text("version");
    if (!ModelId.isVersion(version)) {
      throw document.refuse("version", version + " (expected: a positive whole number in quotes)");
    }
    return new ModelId(name, Integer.parseInt(version));
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

  private static Map<String, Weights> precisions(YamlSection document) {
    YamlSection precisions = document.section("precisions");
    var weights = new TreeMap<String, Weights>();
    for (String precision : precisions.keys()) {
      YamlSection entry = precisions.section(precision);
      weights.put(precision, new Weights(entry.text("file"), sha256(entry)));
      entry.end();
    }
    return weights;
  }

  private static GoldenSet golden(YamlSection golden) {
    var set =
        new GoldenSet(
            golden.text("annotations"),
            golden.number("pictures", 1, MAX_GOLDEN_PICTURES),
            sha256(golden));
    golden.end();
    return set;
  }

  private static String sha256(YamlSection entry) {
    String sha256 = entry.text("sha256");
    if (!SHA256.matcher(sha256).matches()) {
      throw entry.refuse("sha256", sha256 + " (expected: 64 lower-case hex digits)");
    }
    return sha256;
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

  private static Map<String, String> training(YamlSection training) {
    var values = new TreeMap<String, String>();
    training.keys().forEach(key -> values.put(key, training.scalar(key)));
    return values;
  }

  private static String where(MarkedYAMLException e) {
    String line =
        e.getProblemMark() == null ? "" : "line " + (e.getProblemMark().getLine() + 1) + ": ";
    return line + firstLine(e.getProblem());
  }

  private static String firstLine(@Nullable String text) {
    return text == null ? "damaged" : text.lines().findFirst().orElse("damaged");
  }
}
