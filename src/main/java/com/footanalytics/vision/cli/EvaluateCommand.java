package com.footanalytics.vision.cli;

import static java.util.Objects.requireNonNull;

import com.footanalytics.vision.evaluate.Dataset;
import com.footanalytics.vision.evaluate.EvaluationReport;
import com.footanalytics.vision.evaluate.Evaluator;
import com.footanalytics.vision.evaluate.ReportWriter;
import com.footanalytics.vision.model.ModelManifest;
import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.LoadedDetector;
import com.footanalytics.vision.pipeline.SharedPictureDetector;
import com.footanalytics.vision.sink.ReportFile;
import com.footanalytics.vision.telemetry.Telemetry;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** How well a model finds what people labelled. */
@Command(name = "evaluate", description = "Measure a model on labelled pictures by COCO's method.")
final class EvaluateCommand implements Callable<Integer> {

  /** Low enough that what lies below adds nothing to average precision. */
  private static final double MINIMUM_SCORE = 0.01;

  private static final int PICTURES_PER_LINE = 50;

  @Parameters(
      paramLabel = "DATASET",
      description = "A COCO JSON file, or a folder with images/ and labels/ in YOLO's format.")
  private Path dataset = Path.of("");

  @Option(
      names = "--prefix",
      split = ",",
      paramLabel = "NAME",
      description = "Take only pictures whose names start with one of these.")
  private List<String> prefixes = List.of();

  @Option(names = "--out", paramLabel = "FILE.json", description = "The report as JSON.")
  private @Nullable Path out;

  @Mixin private ModelOption model = new ModelOption();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter err = requireNonNull(spec).commandLine().getErr();
    ModelManifest manifest = model.find().manifest();
    Dataset labelled = Dataset.read(dataset, manifest.classNames(), prefixes);
    if (!labelled.unknownClasses().isEmpty()) {
      err.println("classes the model does not know are left out: " + labelled.unknownClasses());
    }
    CorePlan plan = new CorePlan(1, 1, Runtime.getRuntime().availableProcessors(), 1);
    try (ReportFile file = out == null ? null : new ReportFile(out);
        LoadedDetector detector = model.load(MINIMUM_SCORE, plan);
        SharedPictureDetector pictures =
            new SharedPictureDetector(detector, plan, "cli", Telemetry.NONE)) {
      int total = labelled.pictures().size();
      EvaluationReport report =
          new Evaluator(pictures, manifest.classes())
              .evaluate(
                  labelled,
                  done -> {
                    if (done % PICTURES_PER_LINE == 0) {
                      err.println(done + " of " + total + " pictures");
                    }
                  });
      String precision = detector.identity().precision();
      PrintWriter text = requireNonNull(spec).commandLine().getOut();
      text.printf("%s, %s%n%s", manifest.id(), precision, ReportWriter.table(report));
      text.flush();
      if (file != null) {
        file.finish(ReportWriter.json(report, manifest.id().toString(), precision));
      }
    }
    return ExitStatus.DONE.code();
  }
}
