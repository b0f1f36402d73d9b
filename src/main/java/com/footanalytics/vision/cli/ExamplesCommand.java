package com.footanalytics.vision.cli;

import static java.util.Objects.requireNonNull;

import com.footanalytics.vision.bench.ExampleModels;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes models for trying out and measuring the serving of tensors. */
@Command(
    name = "examples",
    description =
        "Write tiny models for tensors: identity of every type, and simple, a sum and a difference.")
final class ExamplesCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "DIR",
      description =
          "The repository they go to; made if missing. Triton Inference Server reads it too.")
  private Path folder = Path.of("");

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    ExampleModels.write(folder).forEach(id -> out.printf("%s%n", folder.resolve(id.name())));
    out.flush();
    return ExitStatus.DONE.code();
  }
}
