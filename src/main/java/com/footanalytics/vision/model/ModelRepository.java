package com.footanalytics.vision.model;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The models under one folder, each in {@code <name>/<version>/} with a {@code model.yaml}. Reads
 * the disk on every call and keeps nothing; thread-safe.
 */
public final class ModelRepository {

  private final Path root;

  public ModelRepository(Path root) {
    this.root = root;
  }

  /**
   * Every version that has a manifest, readable or not, in order.
   *
   * @throws ModelException if there is no such folder
   */
  public List<ModelId> list() {
    var ids = new ArrayList<ModelId>();
    for (Path model : folders(root)) {
      String name = model.getFileName().toString();
      if (!ModelId.isName(name)) {
        continue;
      }
      for (Path version : folders(model)) {
        String number = version.getFileName().toString();
        if (ModelId.isVersion(number)
            && Files.isRegularFile(version.resolve(ModelManifest.FILE_NAME))) {
          ids.add(new ModelId(name, Integer.parseInt(number)));
        }
      }
    }
    return ids.stream().sorted().toList();
  }

  /**
   * Opens one version of a detector.
   *
   * @throws ModelException if it is not there, its manifest is refused or it is no detector
   */
  public ModelPackage open(ModelId id) {
    return detector(openEntry(id));
  }

  /**
   * Opens one version of a model of whatever kind.
   *
   * @throws ModelException if it is not there or its manifest is refused
   */
  public ModelEntry openEntry(ModelId id) {
    if (!list().contains(id)) {
      throw missing(id.toString());
    }
    return entry(id);
  }

  /**
   * Opens the detector that a person named, as {@link #findEntry}.
   *
   * @throws ModelException if the text names no model here, its manifest is refused or it is no
   *     detector
   */
  public ModelPackage find(String choice) {
    return detector(findEntry(choice));
  }

  /**
   * Opens the model that a person named: {@code NAME} for its lowest version or {@code
   * NAME:VERSION}. A version that is added thus serves nobody who did not ask for it.
   *
   * @throws ModelException if the text names no model here, or its manifest is refused
   */
  public ModelEntry findEntry(String choice) {
    int colon = choice.indexOf(':');
    String name = colon < 0 ? choice : choice.substring(0, colon);
    if (colon < 0) {
      return entry(lowest(list().stream().filter(id -> id.name().equals(name)).toList(), choice));
    }
    String version = choice.substring(colon + 1);
    if (!ModelId.isName(name) || !ModelId.isVersion(version)) {
      throw missing(choice);
    }
    return openEntry(new ModelId(name, Integer.parseInt(version)));
  }

  /**
   * Opens the lowest version of the only detector, whatever other models there are.
   *
   * @throws ModelException if there is no detector or more than one, or its manifest is refused
   */
  public ModelPackage only() {
    List<ModelId> ids = list().stream().filter(this::mayBeDetector).toList();
    if (ids.stream().map(ModelId::name).distinct().count() > 1) {
      throw new ModelException(
          "%s: several models: %s; say which one with --model".formatted(root, join(ids)));
    }
    return detector(entry(lowest(ids, "detector")));
  }

  /**
   * Begins a version that is not there yet; makes the repository where there is none.
   *
   * @throws ModelException if it is there, or the repository cannot be written
   */
  public ModelDraft draft(ModelId id) {
    return ModelDraft.open(root, id);
  }

  private ModelEntry entry(ModelId id) {
    return ModelEntry.open(id, root.resolve(id.name()).resolve(Integer.toString(id.version())));
  }

  private static ModelPackage detector(ModelEntry entry) {
    return switch (entry) {
      case ModelPackage detector -> detector;
      case TensorModel other ->
          throw new ModelException(
              "%s: task %s (expected: %s)"
                  .formatted(other.id(), ModelEntry.Task.TENSORS, ModelEntry.Task.DETECTION));
    };
  }

  /** One whose manifest is refused may be. */
  private boolean mayBeDetector(ModelId id) {
    try {
      return entry(id) instanceof ModelPackage;
    } catch (ModelException _) {
      return true;
    }
  }

  private ModelId lowest(List<ModelId> ids, String wanted) {
    if (ids.isEmpty()) {
      throw missing(wanted);
    }
    return ids.getFirst();
  }

  private ModelException missing(String wanted) {
    List<ModelId> ids = list();
    return new ModelException(
        ids.isEmpty()
            ? "%s: no models here (expected: NAME/VERSION/%s); set ML_PIPELINE_MODELS_DIR"
                .formatted(root, ModelManifest.FILE_NAME)
            : "%s: no %s (there is: %s)".formatted(root, wanted, join(ids)));
  }

  private static String join(List<ModelId> ids) {
    return ids.stream().map(ModelId::toString).collect(Collectors.joining(", "));
  }

  private static List<Path> folders(Path parent) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent, Files::isDirectory)) {
      var folders = new ArrayList<Path>();
      entries.forEach(folders::add);
      return folders;
    } catch (NotDirectoryException | NoSuchFileException e) {
      throw new ModelException(parent + ": no such folder; set ML_PIPELINE_MODELS_DIR", e);
    } catch (IOException e) {
      throw new ModelException(parent + ": cannot be listed: " + e.getMessage(), e);
    }
  }
}
