package com.footanalytics.vision.infer;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.footanalytics.vision.model.ModelException;
import java.util.List;

/** One session of ONNX Runtime for tensors alone. One thread at a time. Owns it until closed. */
final class OnnxTensorSession implements TensorSession {

  private final OrtSession session;
  private final TensorRun runs;

  OnnxTensorSession(OrtSession session, Signature signature) {
    this.session = session;
    this.runs = new TensorRun(session, signature);
  }

  @Override
  public Signature signature() {
    return runs.signature();
  }

  @Override
  public List<Tensor> run(List<Tensor> inputs, List<String> outputs) {
    return runs.run(inputs, outputs);
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new ModelException("cannot be closed: " + OnnxRuntimeEngine.rootMessage(e), e);
    }
  }
}
