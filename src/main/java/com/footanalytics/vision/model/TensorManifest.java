package com.footanalytics.vision.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code model.yaml} says about an ONNX model that is run on tensors.
 *
 * @param id name and version
 * @param maxBatchSize most rows of one run, along the first axis of every input and output; 0 if
 *     the first axis is no batch
 * @param precisions weights by name of the precision, such as {@code fp32}
 * @param defaultPrecision the precision used where none is asked for
 * @param licence under which terms it may be used
 * @param training how it was made, by key
 */
public record TensorManifest(
    ModelId id,
    int maxBatchSize,
    Map<String, Weights> precisions,
    String defaultPrecision,
    String licence,
    Map<String, String> training) {

  private static final int MOST_ROWS = 1 << 16;

  public TensorManifest {
    precisions = Collections.unmodifiableMap(new TreeMap<>(precisions));
    training = Collections.unmodifiableMap(new TreeMap<>(training));
  }

  /** Reads the whole document; what it does not know it refuses. */
  static TensorManifest read(YamlSection document) {
    ModelId id = SharedKeys.id(document);
    document.constant("task", ModelEntry.Task.TENSORS.toString());
    document.constant("format", "onnx");
    int maxBatchSize =
        document.has("max-batch-size") ? document.number("max-batch-size", 0, MOST_ROWS) : 0;
    Map<String, Weights> precisions = SharedKeys.precisions(document);
    precisions.forEach((name, weights) -> {
      if (weights.format() != Weights.Format.ONNX) {
        throw document.refuse(
            "precisions." + name + ".file", weights.file() + " (expected: an ONNX file)");
      }
    });
    var manifest =
        new TensorManifest(
            id,
            maxBatchSize,
            precisions,
            SharedKeys.defaultPrecision(document, precisions),
            document.text("licence"),
            SharedKeys.training(document));
    document.end();
    return manifest;
  }

  /** The text of a {@code model.yaml} from which the same manifest is read. */
  public String toYaml() {
    var document = new LinkedHashMap<String, Object>();
    document.put("name", id.name());
    document.put("version", Integer.toString(id.version()));
    document.put("task", ModelEntry.Task.TENSORS.toString());
    document.put("format", "onnx");
    document.put("max-batch-size", maxBatchSize);
    document.put("precisions", ManifestWriter.precisions(precisions));
    document.put("default-precision", defaultPrecision);
    document.put("licence", licence);
    if (!training.isEmpty()) {
      document.put("training", training);
    }
    return ManifestWriter.dump(document);
  }
}
