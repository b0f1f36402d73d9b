package com.footanalytics.vision.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Writes {@code model.yaml} such that {@link ManifestReader} reads the same manifest from it. */
final class ManifestWriter {

  private ManifestWriter() {}

  static String write(ModelManifest manifest) {
    return dump(document(manifest));
  }

  /** A document as YAML. */
  static String dump(Map<String, Object> document) {
    var options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.AUTO);
    options.setWidth(100);
    return new Yaml(options).dump(document);
  }

  /** The section {@code precisions}. */
  static Map<String, Object> precisions(Map<String, Weights> precisions) {
    var section = new LinkedHashMap<String, Object>();
    precisions.forEach((name, weights) ->
        section.put(name, section("file", weights.file(), "sha256", weights.sha256())));
    return section;
  }

  private static Map<String, Object> document(ModelManifest manifest) {
    var document = new LinkedHashMap<String, Object>();
    document.put("name", manifest.id().name());
    document.put("version", Integer.toString(manifest.id().version()));
    document.put("task", ModelEntry.Task.DETECTION.toString());
    document.put("format", "onnx");
    document.put("input", input(manifest.input()));
    document.put(
        "letterbox",
        section("anchor", manifest.input().fit().toString(), "fill", manifest.input().fill()));
    document.put("decoder", DecoderSection.of(manifest.decoder()));
    document.put("classes", manifest.classNames());
    document.put("suppression-groups", groups(manifest.classes()));
    var thresholds = new LinkedHashMap<String, Object>();
    manifest.classes().forEach(type -> thresholds.put(type.name(), exact(type.threshold())));
    document.put("thresholds", thresholds);
    document.put("batch-sizes", manifest.batchSizes());
    document.put("precisions", precisions(manifest.precisions()));
    document.put("default-precision", manifest.defaultPrecision());
    manifest
        .golden()
        .ifPresent(golden ->
            document.put(
                "golden",
                section(
                    "annotations",
                    golden.annotations(),
                    "pictures",
                    golden.pictures(),
                    "sha256",
                    golden.sha256())));
    if (!manifest.accuracy().scores().isEmpty()) {
      document.put("accuracy", manifest.accuracy().scores());
    }
    document.put("licence", manifest.licence());
    if (!manifest.training().isEmpty()) {
      document.put("training", manifest.training());
    }
    return document;
  }

  private static Map<String, Object> input(InputSpec input) {
    PixelFormat pixels = input.pixels();
    Map<String, Object> section =
        section(
            "name", input.name(),
            "dtype", pixels.element().toString(),
            "layout", pixels.layout().name(),
            "width", input.width(),
            "height", input.height(),
            "colour", pixels.colour().name());
    if (pixels.element() == PixelFormat.Element.FLOAT32) {
      section.put("scale", exact(pixels.scale()));
      section.put("mean", pixels.mean().stream().map(ManifestWriter::exact).toList());
      section.put("std", pixels.std().stream().map(ManifestWriter::exact).toList());
    }
    input.sizeInput().ifPresent(name -> section.put("size-input", name));
    return section;
  }

  private static List<List<String>> groups(List<ObjectClass> classes) {
    var groups = new TreeMap<Integer, List<String>>();
    for (ObjectClass type : classes) {
      groups.merge(
          type.suppressionGroup(),
          List.of(type.name()),
          (some, one) -> Stream.concat(some.stream(), one.stream()).toList());
    }
    return List.copyOf(groups.values());
  }

  /** Keys and values in turn. */
  static Map<String, Object> section(Object... pairs) {
    var section = new LinkedHashMap<String, Object>();
    IntStream.range(0, pairs.length / 2)
        .forEach(i -> section.put(pairs[2 * i].toString(), pairs[2 * i + 1]));
    return section;
  }

  /** The number whose text is the float's. */
  static double exact(float value) {
    return Double.parseDouble(Float.toString(value));
  }
}
