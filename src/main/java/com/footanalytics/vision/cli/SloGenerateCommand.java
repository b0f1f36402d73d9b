package com.footanalytics.vision.cli;

import static java.util.Objects.requireNonNull;

import com.footanalytics.vision.slo.MonitoringFiles;
import com.footanalytics.vision.slo.SloException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes rules and dashboards from the objectives. */
@Command(
    name = "generate",
    description = "Make Prometheus rules and Grafana dashboards from slo.yaml.")
final class SloGenerateCommand implements Callable<Integer> {

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Where slo.yaml lies and the files go (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of("k8s/monitoring");

  @Option(
      names = "--check",
      description = "Write nothing; fail where a file is not as slo.yaml says.")
  private boolean check;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try {
      MonitoringFiles files = MonitoringFiles.of(folder);
      List<Path> changed = check ? files.stale() : files.write();
      if (check && !changed.isEmpty()) {
        throw new CommandException(
            ExitStatus.INPUT_UNREADABLE,
            changed.stream().map(Path::toString).collect(Collectors.joining(", "))
                + ": not as slo.yaml says; run ml-pipeline slo generate");
      }
      PrintWriter out = requireNonNull(spec).commandLine().getOut();
      changed.forEach(file -> out.println((Files.exists(file) ? "written: " : "deleted: ") + file));
      out.printf("%d files are as slo.yaml says%n", files.contents().size());
      out.flush();
      return ExitStatus.DONE.code();
    } catch (SloException e) {
      throw new CommandException(ExitStatus.INPUT_UNREADABLE, String.valueOf(e.getMessage()));
    }
  }
}
