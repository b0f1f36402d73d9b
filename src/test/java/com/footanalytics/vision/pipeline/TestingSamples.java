package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.batch.Lane;
import com.footanalytics.vision.decode.Frame;
import com.footanalytics.vision.infer.Engines;
import com.footanalytics.vision.model.ModelPackage;
import com.footanalytics.vision.preprocess.Preprocessor;
import com.footanalytics.vision.probe.Orientation;
import com.footanalytics.vision.probe.TimeBase;
import com.footanalytics.vision.sink.FrameResult;
import com.footanalytics.vision.telemetry.Telemetry;
import com.footanalytics.vision.testing.TestingModels;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A model on one session that sees single frames of a video, and frames of it that are kept. */
public final class TestingSamples implements AutoCloseable {

  private static final CorePlan PLAN = new CorePlan(1, 1, 1, 1);

  private final PicturePreparation preparation = new PicturePreparation(1);
  private final ServedDetector served;

  public TestingSamples(ModelPackage model, Engines engines, FrameSamples samples) {
    this.served =
        new ServedDetector(
            load(model, model.defaultPrecision(), engines),
            PLAN,
            preparation,
            Telemetry.NONE,
            samples,
            Detectors.Listener.SILENT);
  }

  /** Loads weights of a model. */
  public static LoadedDetector load(ModelPackage model, String precision, Engines engines) {
    return LoadedDetector.load(model, precision, OptionalDouble.empty(), engines, PLAN);
  }

  ServedDetector served() {
    return served;
  }

  /** Shows the model one frame: a square of class 0 (ball), 1, 2 or 3. */
  public void show(int classIndex) {
    FrameSelection only =
        new FrameSelection(1, (double) classIndex, classIndex + 0.5, new TimeBase(1, 10), 0);
    try (Preprocessor preprocessor =
        new Preprocessor(
            TestingModels.WIDTH_PX,
            TestingModels.HEIGHT_PX,
            1,
            Orientation.UPRIGHT,
            served.detector().input())) {
      new AnalysisLine(served, PLAN, Lane.BULK, Telemetry.NONE)
          .run(
              "samples-test",
              new TestingVideo(classIndex + 1L),
              only,
              preprocessor,
              new Unwritten(),
              new Cancellation());
    }
  }

  @Override
  public void close() {
    served.close();
    preparation.close();
  }

  private static final class Unwritten implements LineSink {

    @Override
    public boolean needsPixels() {
      return false;
    }

    @Override
    public void inferred(FrameResult result, @Nullable Frame pixels) {}

    @Override
    public void skipped(FrameResult withoutDetections, @Nullable Frame pixels) {}
  }
}
