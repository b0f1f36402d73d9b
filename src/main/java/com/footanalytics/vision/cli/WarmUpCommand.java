package com.footanalytics.vision.cli;

import com.footanalytics.vision.pipeline.AnalysisListener;
import com.footanalytics.vision.pipeline.AnalysisOutcome;
import com.footanalytics.vision.pipeline.AnalysisRequest;
import com.footanalytics.vision.pipeline.Cancellation;
import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.VideoPipeline;
import com.footanalytics.vision.probe.ProbeLimits;
import com.footanalytics.vision.telemetry.Telemetry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the whole line once over a blank video, so that a build can record what a start loads. */
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Callable<Integer> {

  private static final int WIDTH = 320;
  private static final int HEIGHT = 192;
  private static final int FRAMES = 12;
  private static final byte MID_GREY = (byte) 128;

  @Mixin private ModelOption model = new ModelOption();

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("ml-pipeline-warm-up");
    CorePlan plan = CorePlan.forCores(Runtime.getRuntime().availableProcessors());
    try (Detectors detectors = model.detectors(plan)) {
      Path video = blankVideo(folder.resolve("blank.y4m"));
      AnalysisRequest.Options annotated =
          new AnalysisRequest.Options(
              Optional.empty(), 1, OptionalDouble.empty(), OptionalDouble.empty(), true);
      AnalysisOutcome outcome =
          new VideoPipeline(detectors, plan, ProbeLimits.DEFAULT, Telemetry.NONE)
              .analyze(
                  new AnalysisRequest(video, "blank", folder.resolve("out"), annotated),
                  AnalysisListener.SILENT,
                  new Cancellation());
      return (outcome instanceof AnalysisOutcome.Succeeded ? ExitStatus.DONE : ExitStatus.BUG)
          .code();
    } finally {
      delete(folder);
    }
  }

  /** A grey video in YUV4MPEG2, which is plain enough to be written without an encoder. */
  private static Path blankVideo(Path file) throws IOException {
    byte[] frame = new byte[WIDTH * HEIGHT * 3 / 2];
    Arrays.fill(frame, MID_GREY);
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(
          "YUV4MPEG2 W%d H%d F25:1 Ip A1:1 C420jpeg\n"
              .formatted(WIDTH, HEIGHT)
              .getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < FRAMES; i++) {
        out.write("FRAME\n".getBytes(StandardCharsets.US_ASCII));
        out.write(frame);
      }
    }
    return file;
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
