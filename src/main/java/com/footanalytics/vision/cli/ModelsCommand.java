package com.footanalytics.vision.cli;

import static java.util.Objects.requireNonNull;

import com.footanalytics.vision.infer.Engines;
import com.footanalytics.vision.infer.PreferredEngines;
import com.footanalytics.vision.infer.TensorSpec;
import com.footanalytics.vision.model.GoldenSet;
import com.footanalytics.vision.model.Licence;
import com.footanalytics.vision.model.ModelEntry;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelId;
import com.footanalytics.vision.model.ModelManifest;
import com.footanalytics.vision.model.ModelPackage;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.model.RecordedAccuracy;
import com.footanalytics.vision.model.TensorModel;
import com.footanalytics.vision.model.Weights;
import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.LoadedDetector;
import com.footanalytics.vision.pipeline.SelfTest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What models there are and whether they work here. */
@Command(
    name = "models",
    description = "List every model and version, verify its checksums and test that it runs.",
    subcommands = {ImportCommand.class, ReloadCommand.class, ExamplesCommand.class})
final class ModelsCommand implements Callable<Integer> {

  private static final CorePlan ONE_SESSION = new CorePlan(1, 1, 1, 1);
  private static final String ROW = "%-28s %-12s %-12s %-12s %-9s %-10s %-12s %s%n";

  @Mixin private ModelsDirOption models = new ModelsDirOption();

  @Mixin private DeviceOption device = new DeviceOption();

  @Spec private @Nullable CommandSpec spec;

  private final List<String> failures = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    ModelRepository repository = models.repository();
    List<ModelId> ids = repository.list();
    if (ids.isEmpty()) {
      failures.add("no models here; choose the repository with --models");
    }
    out.printf(
        ROW,
        "model",
        "precision",
        "engine",
        "input",
        "checksum",
        "self-test",
        "device",
        "recorded mAP50");
    for (ModelId id : ids) {
      try {
        ModelEntry entry = repository.openEntry(id);
        switch (entry) {
          case ModelPackage detector -> list(out, detector);
          case TensorModel model -> list(out, model);
        }
        Licence.notice(entry.licence()).ifPresent(notice -> out.printf("%-28s %s%n", "", notice));
      } catch (ModelException e) {
        out.printf("%-28s unusable%n", id);
        failures.add(e.getMessage());
      }
    }
    remarks.forEach(out::println);
    out.flush();
    if (!failures.isEmpty()) {
      throw new CommandException(ExitStatus.MODEL_UNUSABLE, String.join("; ", failures));
    }
    return ExitStatus.DONE.code();
  }

  private void list(PrintWriter out, ModelPackage detector) throws InterruptedException {
    var passed = new ArrayList<String>();
    for (String precision : detector.precisions().keySet()) {
      if (row(out, detector, precision)) {
        passed.add(precision);
      }
    }
    golden(out, detector).ifPresent(golden -> compare(out, detector, golden, passed));
  }

  private void list(PrintWriter out, TensorModel model) {
    for (String precision : model.precisions().keySet()) {
      boolean verified = isVerified(model, precision);
      TensorCheck check = verified ? check(model, precision) : TensorCheck.NOT_RUN;
      out.printf(
          ROW,
          model.id(),
          precision + (precision.equals(model.defaultPrecision()) ? "*" : ""),
          PreferredEngines.nameFor(Weights.Format.ONNX),
          "tensors",
          verified ? "verified" : "failed",
          check.verdict(),
          check.device(),
          "none");
      check
          .signature()
          .ifPresent(signature -> {
            out.printf("%-28s takes %s%n", "", text(signature.inputs()));
            out.printf("%-28s gives %s%n", "", text(signature.outputs()));
          });
    }
  }

  private static String text(List<TensorSpec> tensors) {
    return tensors.stream().map(TensorSpec::toString).collect(Collectors.joining(", "));
  }

  private TensorCheck check(TensorModel model, String precision) {
    TensorCheck check = TensorCheck.of(model, precision, device.engines());
    check.objection().ifPresent(failures::add);
    check.remark().ifPresent(remarks::add);
    return check;
  }

  /** Prints a precision; returns whether it passed its self-test. */
  private boolean row(PrintWriter out, ModelPackage model, String precision)
      throws InterruptedException {
    ModelManifest manifest = model.manifest();
    PreferredEngines engines = device.engines();
    Weights.Format format = requireNonNull(manifest.precisions().get(precision)).format();
    boolean verified = isVerified(model, precision);
    Tested tested = verified && engines.has(format) ? test(model, precision, engines) : Tested.NOT;
    boolean isDefault = precision.equals(manifest.defaultPrecision());
    out.printf(
        ROW,
        manifest.id(),
        precision + (isDefault ? "*" : ""),
        PreferredEngines.nameFor(format),
        manifest.input().width() + "x" + manifest.input().height(),
        verified ? "verified" : "failed",
        tested.verdict(),
        tested.device(),
        accuracy(manifest, precision));
    return tested.verdict().equals(Tested.PASSED);
  }

  /** Says how far the precisions agree; too little is a failure. */
  private void compare(PrintWriter out, ModelPackage model, Path golden, List<String> precisions) {
    for (var result :
        new PrecisionComparison(model, device.engines(), ONE_SESSION).run(golden, precisions)) {
      out.printf("%-28s %s%n", "", result.text());
      result.objection().ifPresent(failures::add);
    }
  }

  private boolean isVerified(ModelEntry model, String precision) {
    try {
      model.verifiedWeights(precision);
      return true;
    } catch (ModelException e) {
      failures.add(e.getMessage());
      return false;
    }
  }

  private Tested test(ModelPackage model, String precision, Engines engines)
      throws InterruptedException {
    String name = "%s %s".formatted(model.manifest().id(), precision);
    try (LoadedDetector detector =
        LoadedDetector.load(model, precision, OptionalDouble.empty(), engines, ONE_SESSION)) {
      String where = detector.identity().device();
      detector
          .fallback()
          .ifPresent(reason -> remarks.add("%s runs on %s: %s".formatted(name, where, reason)));
      return switch (SelfTest.run(detector)) {
        case SelfTest.Verdict.Passed _ -> new Tested(Tested.PASSED, where);
        case SelfTest.Verdict.Failed(String reason) -> {
          failures.add("%s: self-test: %s".formatted(name, reason));
          yield new Tested("failed", where);
        }
      };
    } catch (ModelException e) {
      failures.add(e.getMessage());
      return new Tested("failed", "none");
    }
  }

  /** What a self-test said, and where it ran. */
  private record Tested(String verdict, String device) {

    static final String PASSED = "passed";
    static final Tested NOT = new Tested("not run", "none");
  }

  private static String accuracy(ModelManifest manifest, String precision) {
    RecordedAccuracy recorded = manifest.accuracy();
    String figures =
        recorded.scores().keySet().stream()
            .flatMap(dataset ->
                recorded.score(dataset, precision, RecordedAccuracy.MAP50).stream()
                    .map(map50 -> String.format(Locale.ROOT, "%s %.3f", dataset, map50)))
            .collect(Collectors.joining(", "));
    return figures.isEmpty() ? "none" : figures;
  }

  /** Says whether the golden set is whole, and returns it if so; a damaged one is a failure. */
  private Optional<Path> golden(PrintWriter out, ModelPackage model) {
    Optional<GoldenSet> golden = model.manifest().golden();
    if (golden.isEmpty()) {
      return Optional.empty();
    }
    Optional<Path> whole = Optional.empty();
    try {
      whole = Optional.of(model.verifiedGolden());
    } catch (ModelException e) {
      failures.add(e.getMessage());
    }
    out.printf(
        "%-28s golden set of %d pictures: %s%n",
        "", golden.get().pictures(), whole.isPresent() ? "verified" : "failed");
    return whole;
  }
}
