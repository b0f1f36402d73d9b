package com.footanalytics.vision.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** A {@code model.yaml} on disk. */
final class ManifestFile {

  private static final int MAX_BYTES = 1 << 20;

  private ManifestFile() {}

  /**
   * Reads a file.
   *
   * @param reader makes something of the whole document
   * @throws ModelException naming the file, if it cannot be read or the reader refuses it
   */
  static <T> T read(Path file, Function<YamlSection, T> reader) {
    Function<String, ModelException> refusal = reason -> new ModelException(file + ": " + reason);
    YamlSection document = YamlSection.document(parse(file), refusal);
    try {
      return reader.apply(document);
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

  private static String where(MarkedYAMLException e) {
    String line =
        e.getProblemMark() == null ? "" : "line " + (e.getProblemMark().getLine() + 1) + ": ";
    return line + firstLine(e.getProblem());
  }

  private static String firstLine(@Nullable String text) {
    return text == null ? "damaged" : text.lines().findFirst().orElse("damaged");
  }
}
