package com.footanalytics.vision.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.infer.OnnxRuntimeEngine;
import com.footanalytics.vision.model.ModelPackage;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.model.RecordedAccuracy;
import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.DirectPictures;
import com.footanalytics.vision.pipeline.LoadedDetector;
import com.footanalytics.vision.testing.SharedData;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The detectors in {@code models} hold what their manifests record. */
class ShippedModelsTest {

  private static final Path MODELS = Path.of(System.getProperty("models.dir", "models"));
  private static final String DORTMUND = "dortmund";
  private static final List<String> DORTMUND_MATCHES = List.of("4b770a", "798b45", "cd987c");
  private static final double TOLERANCE = GoldenCheck.DEFAULT_TOLERANCE;
  private static final double MOST_LOST_BY_INT8 = 0.005;

  private final CorePlan plan = new CorePlan(1, 1, Runtime.getRuntime().availableProcessors(), 1);

  @Test
  void theFastVersionIsTheDefault() {
    assertEquals(
        "football-detector:1", new ModelRepository(MODELS).only().manifest().id().toString());
  }

  @ParameterizedTest
  @CsvSource({"1, 0.65", "2, 0.75"})
  void eachReachesItsRecordOnItsGoldenSet(String version, double least) {
    ModelPackage model = model(version);
    GoldenCheck.Result result =
        with(model, pictures -> GoldenCheck.run(model, pictures, "int8", TOLERANCE, _ -> {}));
    assertTrue(result.passed(), () -> result.measured() + " of " + result.recorded());
    assertTrue(result.recorded() >= least, () -> "simulated matches: " + result.recorded());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2"})
  void eachReachesItsRecordOnFramesOfAVenueItNeverSaw(String version) {
    Path players = SharedData.require("football/players");
    ModelPackage model = model(version);
    Dataset frames = Dataset.read(players, model.manifest().classNames(), DORTMUND_MATCHES);
    EvaluationReport report =
        with(
            model,
            pictures ->
                new Evaluator(pictures, model.manifest().classes()).evaluate(frames, _ -> {}));
    assertEquals(
        record(model, DORTMUND, "int8"),
        report.mean(ObjectSize.ALL).ap50().orElseThrow(),
        TOLERANCE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2"})
  void quantisationCostsAtMostHalfAPoint(String version) {
    ModelPackage model = model(version);
    for (String dataset : List.of(RecordedAccuracy.GOLDEN, DORTMUND)) {
      double lost = record(model, dataset, "fp32") - record(model, dataset, "int8");
      assertTrue(lost <= MOST_LOST_BY_INT8, () -> dataset + ": " + lost);
    }
  }

  private static ModelPackage model(String version) {
    return new ModelRepository(MODELS).find("football-detector:" + version);
  }

  private static double record(ModelPackage model, String dataset, String precision) {
    return model
        .manifest()
        .accuracy()
        .score(dataset, precision, RecordedAccuracy.MAP50)
        .orElseThrow();
  }

  private <R> R with(ModelPackage model, Function<DirectPictures, R> use) {
    try (LoadedDetector detector =
        LoadedDetector.load(
            model, "int8", OptionalDouble.of(0.01), new OnnxRuntimeEngine(), plan)) {
      return use.apply(new DirectPictures(detector));
    }
  }
}
