package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.infer.FloatTensor;
import com.footanalytics.vision.infer.InferenceSession;
import com.footanalytics.vision.infer.Outputs;
import com.footanalytics.vision.model.InputSpec;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.postprocess.Box;
import com.footanalytics.vision.postprocess.Detection;
import com.footanalytics.vision.preprocess.Letterbox;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Shows in this process that a loaded model works: on a probe picture its outputs are finite, its
 * boxes lie in the picture, its scores from 0 to 1, and a picture gives the same objects alone and
 * in a batch, if the model takes batches.
 */
public final class SelfTest {

  private static final long SEED = 42;
  private static final int BATCH = 2;
  private static final float SAME_SCORE = 1e-3f;

  /** What came of it. */
  public sealed interface Verdict {

    record Passed() implements Verdict {}

    /**
     * The model does not work here.
     *
     * @param reason what was seen instead
     */
    record Failed(String reason) implements Verdict {}
  }

  private SelfTest() {}

  /** As a proof. */
  public static Optional<String> objection(LoadedDetector detector) throws InterruptedException {
    return switch (run(detector)) {
      case Verdict.Passed _ -> Optional.empty();
      case Verdict.Failed(String reason) -> Optional.of("self-test: " + reason);
    };
  }

  /** Tests a detector with one of its sessions; waits for one. */
  public static Verdict run(LoadedDetector detector) throws InterruptedException {
    InputSpec input = detector.input();
    ByteBuffer pictures = probePictures(input);
    Letterbox letterbox = Letterbox.fit(input.width(), input.height(), 1, input);
    return detector.withSession(session -> {
      try {
        return check(session, detector, pictures, letterbox);
      } catch (ModelException | IllegalArgumentException e) {
        return new Verdict.Failed(String.valueOf(e.getMessage()));
      }
    });
  }

  private static Verdict check(
      InferenceSession session, LoadedDetector detector, ByteBuffer pictures, Letterbox letterbox) {
    Outputs alone = session.run(pictures, 1);
    for (Map.Entry<String, FloatTensor> output : alone.all().entrySet()) {
      if (!isFinite(output.getValue().values())) {
        return new Verdict.Failed("output " + output.getKey() + " is not finite");
      }
    }
    List<Detection> first = detector.decoder().decode(alone, 0, letterbox);
    for (Detection detection : first) {
      if (!liesIn(detection.box(), letterbox)) {
        return new Verdict.Failed("box outside the picture: " + detection.box());
      }
      if (detection.score() > 1 + SAME_SCORE) {
        return new Verdict.Failed("score outside 0 to 1: " + detection.score());
      }
    }
    if (detector.largestBatch() < BATCH) {
      return new Verdict.Passed();
    }
    Outputs together = session.run(pictures, BATCH);
    List<Detection> second = detector.decoder().decode(together, 0, letterbox);
    if (!same(first, second)) {
      return new Verdict.Failed(
          "%d objects alone, %d others in a batch of %d"
              .formatted(first.size(), second.size(), BATCH));
    }
    return new Verdict.Passed();
  }

  /** Two pictures: a lawn with bright and dark upright patches, and noise. */
  static ByteBuffer probePictures(InputSpec input) {
    Random random = new Random(SEED);
    ByteBuffer pictures = ByteBuffer.allocateDirect(BATCH * input.bytesPerPicture());
    for (int y = 0; y < input.height(); y++) {
      for (int x = 0; x < input.width(); x++) {
        boolean patch = x % 96 < 12 && y % 96 < 30;
        int light = patch ? (x / 96 % 2 == 0 ? 230 : 25) : 0;
        pictures.put((byte) (patch ? light : 60));
        pictures.put((byte) (patch ? light : 120 + x / 40 % 2 * 15));
        pictures.put((byte) (patch ? light : 50));
      }
    }
    byte[] noise = new byte[input.bytesPerPicture()];
    random.nextBytes(noise);
    return pictures.put(noise).clear();
  }

  private static boolean isFinite(FloatBuffer values) {
    for (int i = 0; i < values.limit(); i++) {
      if (!Float.isFinite(values.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean liesIn(Box box, Letterbox letterbox) {
    return box.x1() >= 0
        && box.y1() >= 0
        && box.x2() <= letterbox.displayWidth()
        && box.y2() <= letterbox.displayHeight();
  }

  private static boolean same(List<Detection> some, List<Detection> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      Detection one = some.get(i);
      Detection other = others.get(i);
      if (one.classIndex() != other.classIndex()
          || Math.abs(one.score() - other.score()) > SAME_SCORE) {
        return false;
      }
    }
    return true;
  }
}
