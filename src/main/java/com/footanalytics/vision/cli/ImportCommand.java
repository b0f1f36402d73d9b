package com.footanalytics.vision.cli;

import static java.util.Objects.requireNonNull;

import com.footanalytics.vision.infer.OnnxRuntimeEngine;
import com.footanalytics.vision.model.ExportLayout;
import com.footanalytics.vision.model.Hints;
import com.footanalytics.vision.model.ModelId;
import com.footanalytics.vision.model.ModelManifest;
import com.footanalytics.vision.pipeline.ModelImport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a model that others exported into the repository. */
@Command(
    name = "import",
    description =
        "Recognise an ONNX export, describe it, test it and put it into the model repository.")
final class ImportCommand implements Callable<Integer> {

  private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,4})x([1-9]\\d{0,4})");
  private static final Pattern PRECISION = Pattern.compile("[a-z0-9]{1,16}");

  @Parameters(paramLabel = "FILE.onnx", description = "The export; it stays where it is.")
  private Path file = Path.of("");

  @Option(names = "--name", required = true, paramLabel = "NAME", description = "Its name here.")
  private String name = "";

  @Option(
      names = "--version",
      paramLabel = "N",
      description = "Its version here (default: ${DEFAULT-VALUE}).")
  private int version = 1;

  @Option(
      names = "--layout",
      paramLabel = "FAMILY",
      description = "Its family, where the file leaves that open: ${COMPLETION-CANDIDATES}.")
  private @Nullable ExportLayout layout;

  @Option(
      names = "--classes",
      split = ",",
      paramLabel = "NAME",
      description =
          "Names of its classes by index, or coco; the file's own, COCO's or class0, class1 … if left out.")
  private List<String> classes = List.of();

  @Option(
      names = "--size",
      paramLabel = "WIDTHxHEIGHT",
      description = "Input size in pixels, where the file leaves that open.")
  private @Nullable String size;

  @Option(
      names = "--precision",
      paramLabel = "NAME",
      description =
          "What its weights are called (default: int8 or fp16 if the file's name says so, else fp32).")
  private @Nullable String precision;

  @Option(
      names = "--licence",
      paramLabel = "TEXT",
      description = "Its terms; what the file says if left out.")
  private @Nullable String licence;

  @Mixin private ModelsDirOption models = new ModelsDirOption();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    ModelImport.Imported imported =
        new ModelImport(models.repository(), new OnnxRuntimeEngine()).run(request());
    ModelManifest manifest = imported.manifest();
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%s imported as %s: %s, %dx%d, %d classes, batches of up to %d; self-test passed%n",
        manifest.id(),
        imported.layout(),
        manifest.defaultPrecision(),
        manifest.input().width(),
        manifest.input().height(),
        manifest.classes().size(),
        manifest.batchSizes().getLast());
    imported.notices().forEach(notice -> out.printf("notice: %s%n", notice));
    out.flush();
    return ExitStatus.DONE.code();
  }

  private ModelImport.Request request() {
    if (!ModelId.isName(name)) {
      throw wrong("--name: " + name + " (expected: a-z, 0-9, dots, dashes, underscores)");
    }
    if (version < 1) {
      throw wrong("--version: " + version + " (expected: > 0)");
    }
    if (licence != null && licence.isBlank()) {
      throw wrong("--licence: empty (expected: text)");
    }
    return new ModelImport.Request(
        file,
        new ModelId(name, version),
        new Hints(
            Optional.ofNullable(layout),
            classes.stream().map(String::strip).toList(),
            Optional.ofNullable(size).map(ImportCommand::parsed)),
        precision(),
        Optional.ofNullable(licence));
  }

  private String precision() {
    if (precision != null) {
      if (!PRECISION.matcher(precision).matches()) {
        throw wrong("--precision: " + precision + " (expected: a-z, 0-9)");
      }
      return precision;
    }
    String fileName = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return Stream.of("int8", "fp16").filter(fileName::contains).findFirst().orElse("fp32");
  }

  private static Hints.Size parsed(String size) {
    Matcher sides = SIZE.matcher(size);
    if (!sides.matches()) {
      throw wrong("--size: " + size + " (expected: WIDTHxHEIGHT, such as 640x640)");
    }
    return new Hints.Size(Integer.parseInt(sides.group(1)), Integer.parseInt(sides.group(2)));
  }

  private static CommandException wrong(String message) {
    return new CommandException(ExitStatus.WRONG_USAGE, message);
  }
}
