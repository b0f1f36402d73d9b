package com.footanalytics.vision.cli;

import static java.util.Objects.requireNonNull;

import com.footanalytics.vision.bench.JobBench;
import com.footanalytics.vision.sink.RepeatedClip;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a long job takes of a running service. */
@Command(
    name = "bench-job",
    description =
        "Repeat a clip into a long video, have a running service analyse it, and watch the memory"
            + " and the disk it takes.")
final class BenchJobCommand implements Callable<Integer> {

  private static final double MEGABYTE = 1e6;

  @Parameters(paramLabel = "VIDEO", description = "The clip.")
  private @Nullable Path video;

  @Option(
      names = "--http",
      required = true,
      paramLabel = "URL",
      description = "The running service.")
  private @Nullable URI http;

  @Option(names = "--pid", required = true, paramLabel = "N", description = "Its process.")
  private long pid;

  @Option(names = "--data", paramLabel = "DIR", description = "Its data folder.")
  private @Nullable Path data;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "Length of the long video (default: ${DEFAULT-VALUE}).")
  private double minutes = 90;

  @Option(
      names = "--stride",
      paramLabel = "N",
      description = "Every how many frames one is inferred (default: ${DEFAULT-VALUE}).")
  private int stride = 1;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    try {
      Path longVideo = Files.createTempFile("long-", ".mp4");
      try {
        RepeatedClip.write(requireNonNull(video), minutes * 60, longVideo);
        out.printf("%.0f minutes, %.0f MB%n", minutes, Files.size(longVideo) / MEGABYTE);
        JobBench.Report report =
            new JobBench(requireNonNull(http), pid, Optional.ofNullable(data))
                .run(longVideo, "{\"stride\":%d}".formatted(stride), sample -> print(sample, out));
        print(report, out);
        return report.state().equals("succeeded") ? ExitStatus.DONE.code() : ExitStatus.BUG.code();
      } finally {
        Files.deleteIfExists(longVideo);
      }
    } catch (IOException e) {
      throw new CommandException(ExitStatus.INPUT_UNREADABLE, String.valueOf(e.getMessage()));
    }
  }

  private static void print(JobBench.Sample sample, PrintWriter out) {
    out.printf(
        "%7.0f s %9d frames %7.1f MB resident %9.1f MB on disk%n",
        sample.seconds(),
        sample.frames(),
        sample.residentBytes() / MEGABYTE,
        sample.diskBytes() / MEGABYTE);
    out.flush();
  }

  private static void print(JobBench.Report report, PrintWriter out) {
    out.printf(
        "%s; at most %.1f MB resident and %.1f MB on disk; after the first third the memory grows"
            + " by %.2f MB in ten minutes%n",
        report.state(),
        report.mostResidentBytes() / MEGABYTE,
        report.mostDiskBytes() / MEGABYTE,
        report.residentBytesPerTenMinutes() / MEGABYTE);
    out.flush();
  }
}
