package com.footanalytics.vision.infer;

import com.footanalytics.vision.model.InputSpec;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Whether a session whose runs are recorded and replayed still looks at what it is given. */
final class ReplayCheck {

  private static final long SEED = 7;
  private static final int RUNS = 4;
  private static final float SAME = 1e-3f;

  private ReplayCheck() {}

  /**
   * What speaks against the session: it answers the same for other pictures, another for the same
   * picture, or does not take another batch.
   */
  static Optional<String> objection(InferenceSession session, InputSpec input) {
    ByteBuffer blank = ByteBuffer.allocateDirect(2 * input.bytesPerPicture());
    ByteBuffer noise = ByteBuffer.allocateDirect(2 * input.bytesPerPicture());
    byte[] values = new byte[noise.capacity()];
    new Random(SEED).nextBytes(values);
    noise.put(values).clear();
    try {
      Outputs first = session.run(noise, 1);
      for (int i = 0; i < RUNS; i++) {
        if (same(first, session.run(blank, 1))) {
          return Optional.of("a replayed run does not see its picture");
        }
      }
      return same(first, session.run(noise, 1)) && same(first, session.run(noise, 2))
          ? Optional.empty()
          : Optional.of("a replayed run answers another than the recorded one");
    } catch (RuntimeException e) {
      return Optional.of("a replayed run fails: " + OnnxRuntimeEngine.rootMessage(e));
    }
  }

  /** Whether the outputs of the first picture are the same. */
  private static boolean same(Outputs first, Outputs other) {
    for (Map.Entry<String, FloatTensor> output : first.all().entrySet()) {
      FloatBuffer expected = output.getValue().values();
      FloatBuffer actual = other.get(output.getKey()).values();
      for (int i = 0; i < expected.limit(); i++) {
        if (i >= actual.limit() || Math.abs(expected.get(i) - actual.get(i)) > SAME) {
          return false;
        }
      }
    }
    return true;
  }
}
