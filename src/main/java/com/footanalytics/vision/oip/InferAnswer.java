package com.footanalytics.vision.oip;

import com.footanalytics.vision.infer.Tensor;
import java.util.List;

/** What became of a request for inference. */
public sealed interface InferAnswer {
  /**
   * It was run.
   *
   * @param model name
   * @param version that ran
   * @param outputs those asked for, in the order asked, else all in the model's; the data are the
   *     receiver's
   */
  record Done(String model, String version, List<Tensor> outputs) implements InferAnswer {
    public Done {
      outputs = List.copyOf(outputs);
    }
  }

  /** It was not, or not to its end. */
  record Failed(Failure failure) implements InferAnswer {}
}
