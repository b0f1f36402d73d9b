package com.footanalytics.vision.cli;

import static java.util.Objects.requireNonNull;

import com.footanalytics.vision.model.ModelLease;
import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.PictureDetector;
import com.footanalytics.vision.pipeline.PictureDetector.Answer;
import com.footanalytics.vision.pipeline.ServedDetector;
import com.footanalytics.vision.sink.CocoResultsFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Objects of single pictures, as COCO results. */
@Command(name = "detect", description = "Find the objects in a picture or in a folder of pictures.")
final class DetectCommand implements Callable<Integer> {

  private static final Duration UNLIMITED = Duration.ofDays(1);

  @Parameters(paramLabel = "IMAGE_OR_DIR", description = "A JPEG or PNG, or a folder of them.")
  private Path source = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE.json",
      description = "COCO results: image, category, bbox [x, y, width, height], score.")
  private Path out = Path.of("");

  @Mixin private ModelOption model = new ModelOption();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    List<Path> pictures = Pictures.of(source);
    CorePlan plan = new CorePlan(1, 1, Runtime.getRuntime().availableProcessors(), 1);
    int objects = 0;
    try (Detectors detectors = model.detectors(plan);
        ModelLease<ServedDetector> lease = detectors.lease(model.choice());
        CocoResultsFile results = new CocoResultsFile(out)) {
      PictureDetector pictureDetector = lease.model().pictures();
      for (Path picture : pictures) {
        Answer.Found found =
            found(pictureDetector.detect(Pictures.read(picture), UNLIMITED), picture);
        results.add(picture.getFileName().toString(), found.classes(), found.objects());
        objects += found.objects().size();
      }
      results.finish();
    }
    requireNonNull(spec)
        .commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%d objects in %d pictures; results in %s%n",
            objects,
            pictures.size(),
            out);
    return ExitStatus.DONE.code();
  }

  /** What was found; a picture that cannot be read ends the command. */
  static Answer.Found found(Answer answer, Path picture) {
    return switch (answer) {
      case Answer.Found found -> found;
      case Answer.Unreadable(String reason) ->
          throw new CommandException(ExitStatus.INPUT_UNREADABLE, picture + ": " + reason);
      case Answer.Unavailable(String reason) ->
          throw new CommandException(ExitStatus.MODEL_UNUSABLE, reason);
      case Answer.Busy _, Answer.TooLate _ ->
          throw new IllegalStateException("one picture at a time cannot be refused");
    };
  }
}
