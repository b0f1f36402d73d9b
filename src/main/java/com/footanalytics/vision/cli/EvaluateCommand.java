package com.footanalytics.vision.cli;

import static java.util.Objects.requireNonNull;

import com.footanalytics.vision.evaluate.CurvePlot;
import com.footanalytics.vision.evaluate.Dataset;
import com.footanalytics.vision.evaluate.Evaluator;
import com.footanalytics.vision.evaluate.GoldenCheck;
import com.footanalytics.vision.evaluate.ReportWriter;
import com.footanalytics.vision.model.GoldenSet;
import com.footanalytics.vision.model.ModelManifest;
import com.footanalytics.vision.model.ModelPackage;
import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.DirectPictures;
import com.footanalytics.vision.pipeline.LoadedDetector;
import com.footanalytics.vision.pipeline.PictureDetector;
import com.footanalytics.vision.sink.ReportFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
      arity = "0..1",
      paramLabel = "DATASET",
      description = "A COCO JSON file, or a folder with images/ and labels/ in YOLO's format.")
  private @Nullable Path dataset;

  @Option(
      names = "--golden",
      description = "Measure the model's own golden set instead, against its recorded accuracy.")
  private boolean golden;

  @Option(
      names = "--tolerance",
      paramLabel = "SHARE",
      description =
          "With --golden: how far mAP50 may lie below the record (default: ${DEFAULT-VALUE}).")
  private double tolerance = GoldenCheck.DEFAULT_TOLERANCE;

  @Option(
      names = "--by-match",
      description = "Report each match too: the names' part before the first underscore.")
  private boolean byMatch;

  @Option(
      names = "--plot",
      paramLabel = "FILE.svg",
      description = "Precision against recall of every class as SVG.")
  private @Nullable Path plot;

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
    if (golden == (dataset != null)) {
      throw new CommandException(
          ExitStatus.WRONG_USAGE, "one of DATASET and --golden is needed; see evaluate --help");
    }
    ModelPackage chosen = model.find();
    CorePlan plan = new CorePlan(1, 1, Runtime.getRuntime().availableProcessors(), 1);
    try (ReportFile file = out == null ? null : new ReportFile(out);
        ReportFile drawing = plot == null ? null : new ReportFile(plot)) {
      Dataset labelled = dataset == null ? null : labelled(dataset, chosen.manifest());
      try (LoadedDetector detector = model.load(MINIMUM_SCORE, plan)) {
        var pictures = new DirectPictures(detector);
        String precision = detector.identity().precision();
        Evaluator.ByMatch reports =
            labelled == null
                ? golden(chosen, pictures, precision)
                : new Evaluator(pictures, chosen.manifest().classes())
                    .evaluateByMatch(labelled, done -> progress(done, labelled.pictures().size()));
        print(reports, chosen.manifest(), precision);
        if (file != null) {
          file.finish(
              ReportWriter.json(
                  reports.total(),
                  byMatch ? reports.matches() : Map.of(),
                  chosen.manifest().id().toString(),
                  precision));
        }
        if (drawing != null) {
          String title =
              "%s %s on %s".formatted(chosen.manifest().id(), precision, reports.total().dataset());
          drawing.finish(CurvePlot.svg(title, reports.total(), chosen.manifest().classes()));
        }
      }
    }
    return ExitStatus.DONE.code();
  }

  private Dataset labelled(Path location, ModelManifest manifest) {
    Dataset labelled = Dataset.read(location, manifest.classNames(), prefixes);
    if (!labelled.unknownClasses().isEmpty()) {
      err().println("classes the model does not know are left out: " + labelled.unknownClasses());
    }
    return labelled;
  }

  private Evaluator.ByMatch golden(
      ModelPackage chosen, PictureDetector pictures, String precision) {
    int total = chosen.manifest().golden().map(GoldenSet::pictures).orElse(0);
    GoldenCheck.Result result =
        GoldenCheck.run(chosen, pictures, precision, tolerance, done -> progress(done, total));
    if (!result.passed()) {
      throw new CommandException(
          ExitStatus.MODEL_UNUSABLE,
          String.format(
              Locale.ROOT,
              "%s %s: mAP50 %.4f on its golden set (expected: %.4f as recorded, less %.4f at most)",
              chosen.manifest().id(),
              precision,
              result.measured(),
              result.recorded(),
              result.tolerance()));
    }
    out()
        .printf(
            Locale.ROOT,
            "golden set: mAP50 %.4f, recorded %.4f%n",
            result.measured(),
            result.recorded());
    return new Evaluator.ByMatch(result.report(), Map.of());
  }

  private void print(Evaluator.ByMatch reports, ModelManifest manifest, String precision) {
    PrintWriter text = out();
    text.printf("%s, %s%n%s", manifest.id(), precision, ReportWriter.table(reports.total()));
    if (byMatch) {
      reports.matches().values().forEach(part -> text.printf("%n%s", ReportWriter.table(part)));
    }
    text.flush();
  }

  private void progress(int done, int total) {
    if (done % PICTURES_PER_LINE == 0) {
      err().println(done + " of " + total + " pictures");
    }
  }

  private PrintWriter out() {
    return requireNonNull(spec).commandLine().getOut();
  }

  private PrintWriter err() {
    return requireNonNull(spec).commandLine().getErr();
  }
}
