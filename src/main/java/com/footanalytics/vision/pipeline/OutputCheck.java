package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.infer.InferenceSession;
import com.footanalytics.vision.model.InputSpec;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelManifest;
import com.footanalytics.vision.postprocess.OutputDecoder;
import com.footanalytics.vision.preprocess.Letterbox;
import java.nio.ByteBuffer;

/** Shows that what a model answers is what its manifest says how to read. */
final class OutputCheck {

  private OutputCheck() {}

  /**
   * Reads the answer to one blank picture.
   *
   * @throws ModelException if its outputs are missing or of other shapes
   */
  static void run(ModelManifest manifest, InferenceSession session, OutputDecoder decoder) {
    InputSpec input = manifest.input();
    ByteBuffer blank = ByteBuffer.allocateDirect(input.bytesPerPicture());
    Letterbox letterbox = Letterbox.fit(input.width(), input.height(), 1, input);
    try {
      decoder.decode(session.run(blank, 1), 0, letterbox);
    } catch (ModelException e) {
      throw new ModelException(manifest.id() + ": " + e.getMessage(), e);
    }
  }
}
