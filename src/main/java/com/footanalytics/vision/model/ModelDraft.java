package com.footanalytics.vision.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A version of a model that is being put into a repository. It grows in a folder that no repository
 * lists and appears under its name in one step; closed without that, nothing of it stays.
 */
public final class ModelDraft implements AutoCloseable {

  private final ModelId id;
  private final Path target;
  private final Path folder;
  private final List<Path> made;
  private boolean committed;

  private ModelDraft(ModelId id, Path target, Path folder, List<Path> made) {
    this.id = id;
    this.target = target;
    this.folder = folder;
    this.made = made;
  }

  /**
   * Begins a version.
   *
   * @throws ModelException if it is there already, or the repository cannot be written
   */
  static ModelDraft open(Path root, ModelId id) {
    Path family = root.resolve(id.name());
    Path target = family.resolve(Integer.toString(id.version()));
    if (Files.exists(target)) {
      throw taken(id, target);
    }
    var made = new ArrayList<Path>();
    try {
      for (Path parent : List.of(root, family)) {
        if (!Files.isDirectory(parent)) {
          Files.createDirectories(parent);
          made.addFirst(parent);
        }
      }
      Path folder = Files.createDirectory(root.resolve("." + UUID.randomUUID()));
      return new ModelDraft(id, target, folder, made);
    } catch (IOException e) {
      throw new ModelException(root + ": cannot be written: " + reason(e), e);
    }
  }

  /** Where the version grows. */
  public Path folder() {
    return folder;
  }

  /**
   * Puts a file's copy into the version.
   *
   * @param name of the copy
   * @return the copy as weights
   */
  public Weights copy(Path file, String name) {
    try {
      Path copy = Files.copy(file, folder.resolve(name));
      return new Weights(name, Sha256.of(List.of(copy)));
    } catch (IOException e) {
      throw new ModelException(file + ": cannot be copied: " + reason(e), e);
    }
  }

  /**
   * Writes a file of the version.
   *
   * @return the file as weights
   */
  public Weights write(byte[] bytes, String name) {
    Path file = folder.resolve(name);
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new ModelException(file + ": cannot be written: " + reason(e), e);
    }
    return new Weights(name, Sha256.of(List.of(file)));
  }

  /** Writes the manifest and opens the version where it grows, as read back from the disk. */
  public ModelPackage describe(ModelManifest manifest) {
    return new ModelPackage(ModelManifest.read(manifest(manifest.toYaml())), folder);
  }

  /** As {@link #describe(ModelManifest)}, of a model for tensors. */
  public TensorModel describe(TensorManifest manifest) {
    return new TensorModel(
        ManifestFile.read(manifest(manifest.toYaml()), TensorManifest::read), folder);
  }

  private Path manifest(String yaml) {
    write(yaml.getBytes(StandardCharsets.UTF_8), ModelManifest.FILE_NAME);
    return folder.resolve(ModelManifest.FILE_NAME);
  }

  /**
   * Puts the version under its name.
   *
   * @throws ModelException if another got there first
   */
  public void commit() {
    try {
      Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
      committed = true;
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException _) {
      throw taken(id, target);
    } catch (IOException e) {
      throw new ModelException(target + ": cannot be written: " + reason(e), e);
    }
  }

  /** Removes the version, and the folders made for it, unless committed. */
  @Override
  public void close() {
    if (committed) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
      for (Path parent : made) {
        Files.deleteIfExists(parent);
      }
    } catch (DirectoryNotEmptyException _) {
      // Another version went in beside this one; its folder stays.
    } catch (IOException e) {
      throw new ModelException(folder + ": cannot be removed: " + reason(e), e);
    }
  }

  private static ModelException taken(ModelId id, Path target) {
    return new ModelException(
        "%s: %s is there already; choose another --version or --name".formatted(target, id));
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}
