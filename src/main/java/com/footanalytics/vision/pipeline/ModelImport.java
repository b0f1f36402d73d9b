package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.infer.Engine;
import com.footanalytics.vision.infer.FloatTensor;
import com.footanalytics.vision.infer.GraphReader;
import com.footanalytics.vision.infer.InferenceSession;
import com.footanalytics.vision.infer.Outputs;
import com.footanalytics.vision.model.ExportLayout;
import com.footanalytics.vision.model.GraphDescription;
import com.footanalytics.vision.model.Hints;
import com.footanalytics.vision.model.InputSpec;
import com.footanalytics.vision.model.LayoutRecogniser;
import com.footanalytics.vision.model.Licence;
import com.footanalytics.vision.model.ModelDraft;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelId;
import com.footanalytics.vision.model.ModelManifest;
import com.footanalytics.vision.model.ModelPackage;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.model.ObjectClass;
import com.footanalytics.vision.model.ProbeAnswer;
import com.footanalytics.vision.model.Recognition;
import com.footanalytics.vision.model.Recognition.Recognised;
import com.footanalytics.vision.model.RecordedAccuracy;
import com.footanalytics.vision.model.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Puts models that others exported into the repository, once they are shown to work here. */
public final class ModelImport {

  private static final float THRESHOLD = 0.25f;
  private static final CorePlan ONE_SESSION = new CorePlan(1, 1, 1, 1);

  /**
   * What is to be imported.
   *
   * @param file the ONNX file; stays where it is
   * @param id what it is to be called
   * @param hints what its user says about it
   * @param precision what its weights are called, such as {@code fp32}
   * @param licence its terms, in place of what the file says
   */
  public record Request(
      Path file, ModelId id, Hints hints, String precision, Optional<String> licence) {}

  /**
   * What came of it.
   *
   * @param layout the family it was recognised as
   * @param manifest as it now lies in the repository
   * @param notices what its user must know, a line each
   */
  public record Imported(ExportLayout layout, ModelManifest manifest, List<String> notices) {

    public Imported {
      notices = List.copyOf(notices);
    }
  }

  private final ModelRepository repository;
  private final Engine engine;

  public ModelImport(ModelRepository repository, Engine engine) {
    this.repository = repository;
    this.engine = engine;
  }

  /**
   * Imports a model, whole or not at all.
   *
   * @throws ModelException if it is not recognised, or does not work, or its name is taken
   */
  public Imported run(Request request) throws InterruptedException {
    GraphDescription graph = GraphReader.read(request.file());
    Recognised recognised =
        recognised(
            request.file(),
            LayoutRecogniser.recognise(
                graph, request.hints(), input -> probe(request.file(), input)));
    try (ModelDraft draft = repository.draft(request.id())) {
      Weights weights = draft.copy(request.file(), fileName(request.precision()));
      String licence = Licence.text(request.licence(), graph.metadata());
      ModelManifest manifest =
          manifest(request, recognised, weights, licence, recognised.batchSizes());
      var notices = new ArrayList<String>();
      Optional<String> objection = objection(draft.describe(manifest));
      if (objection.isPresent() && recognised.batchSizes().size() > 1) {
        manifest = manifest(request, recognised, weights, licence, List.of(1));
        notices.add(
            "batch sizes: one picture at a time, since in a batch: " + objection.orElseThrow());
        objection = objection(draft.describe(manifest));
      }
      if (objection.isPresent()) {
        throw new ModelException(request.file() + ": self-test: " + objection.orElseThrow());
      }
      draft.commit();
      Licence.notice(licence).ifPresent(notices::add);
      return new Imported(recognised.layout(), manifest, notices);
    }
  }

  private static Recognised recognised(Path file, Recognition recognition) {
    return switch (recognition) {
      case Recognised recognised -> recognised;
      case Recognition.Ambiguous(String reason) ->
          throw new ModelException(file + ": ambiguous: " + reason);
      case Recognition.Unknown(String reason) ->
          throw new ModelException(file + ": not recognised: " + reason);
    };
  }

  private ProbeAnswer probe(Path file, InputSpec input) {
    try (InferenceSession session = engine.load(file, input, 1)) {
      Outputs outputs = session.run(SelfTest.probePictures(input), 1);
      return new ProbeAnswer() {
        @Override
        public List<Integer> shape(String output) {
          return outputs.get(output).shape();
        }

        @Override
        public float value(String output, int index) {
          FloatTensor tensor = outputs.get(output);
          return tensor.values().get(index);
        }
      };
    }
  }

  private static ModelManifest manifest(
      Request request,
      Recognised recognised,
      Weights weights,
      String licence,
      List<Integer> batchSizes) {
    var classes = new ArrayList<ObjectClass>();
    for (String name : recognised.classes()) {
      classes.add(new ObjectClass(name, THRESHOLD, classes.size()));
    }
    return new ModelManifest(
        request.id(),
        recognised.input(),
        recognised.decoder(),
        classes,
        batchSizes,
        Map.of(request.precision(), weights),
        request.precision(),
        Optional.empty(),
        new RecordedAccuracy(Map.of()),
        licence,
        Map.of());
  }

  private static String fileName(String precision) {
    return precision.equals("fp32") ? "model.onnx" : "model." + precision + ".onnx";
  }

  /** Why the model does not work here, if it does not. */
  private Optional<String> objection(ModelPackage model) throws InterruptedException {
    try (LoadedDetector detector =
        LoadedDetector.load(
            model,
            model.manifest().defaultPrecision(),
            OptionalDouble.empty(),
            engine,
            ONE_SESSION)) {
      return switch (SelfTest.run(detector)) {
        case SelfTest.Verdict.Passed _ -> Optional.empty();
        case SelfTest.Verdict.Failed(String reason) -> Optional.of(reason);
      };
    }
  }
}
