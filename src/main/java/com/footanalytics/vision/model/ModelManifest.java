package com.footanalytics.vision.model;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What {@code model.yaml} says about a detection model in ONNX format.
 *
 * @param id name and version
 * @param input the picture it takes
 * @param decoder how its outputs are read
 * @param classes what it finds; a detection's class index points here
 * @param batchSizes sizes of batch it was tested with, ascending
 * @param precisions weights by name of the precision, such as {@code int8}
 * @param defaultPrecision the precision used where none is asked for
 * @param golden the pictures it proves itself with, if it has any
 * @param accuracy what was measured when it was published; empty if nothing was
 * @param licence under which terms it may be used
 * @param training how it was made, by key
 */
public record ModelManifest(
    ModelId id,
    InputSpec input,
    DecoderSpec decoder,
    List<ObjectClass> classes,
    List<Integer> batchSizes,
    Map<String, Weights> precisions,
    String defaultPrecision,
    Optional<GoldenSet> golden,
    RecordedAccuracy accuracy,
    String licence,
    Map<String, String> training) {

  /** Name of the file in a model's folder. */
  public static final String FILE_NAME = "model.yaml";

  public ModelManifest {
    classes = List.copyOf(classes);
    batchSizes = List.copyOf(batchSizes);
    precisions = Collections.unmodifiableMap(new TreeMap<>(precisions));
    training = Collections.unmodifiableMap(new TreeMap<>(training));
  }

  /**
   * Reads a manifest.
   *
   * @throws ModelException if it cannot be read, has a key that is unknown, missing or of the wrong
   *     kind, or contradicts itself
   */
  public static ModelManifest read(Path file) {
    return ManifestReader.read(file);
  }

  /** The text of a {@code model.yaml} from which {@link #read} makes the same manifest. */
  public String toYaml() {
    return ManifestWriter.write(this);
  }

  /** Names of the classes, in order of their index. */
  public List<String> classNames() {
    return classes.stream().map(ObjectClass::name).toList();
  }
}
