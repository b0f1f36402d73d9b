package com.footanalytics.vision.infer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.footanalytics.vision.model.ModelException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs of one session of ONNX Runtime on tensors; does not own it. One thread at a time. */
final class TensorRun {

  private final OrtSession session;
  private final Signature signature;
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final Set<String> allOutputs;

  TensorRun(OrtSession session, Signature signature) {
    this.session = session;
    this.signature = signature;
    this.allOutputs = signature.wanted(List.of());
  }

  Signature signature() {
    return signature;
  }

  /** As {@link TensorSession#run}. */
  List<Tensor> run(List<Tensor> inputs, List<String> outputs) {
    signature.requireInputs(inputs);
    Set<String> wanted = outputs.isEmpty() ? allOutputs : signature.wanted(outputs);
    Map<String, OnnxTensor> given = HashMap.newHashMap(inputs.size());
    try {
      for (Tensor input : inputs) {
        given.put(input.name(), OnnxTensors.of(input, environment));
      }
      try (OrtSession.Result result = session.run(given, wanted)) {
        return copy(result);
      }
    } catch (OrtException e) {
      throw new ModelException("failed: " + OnnxRuntimeEngine.rootMessage(e), e);
    } finally {
      given.values().forEach(OnnxTensor::close);
    }
  }

  private static List<Tensor> copy(OrtSession.Result result) throws OrtException {
    var outputs = new ArrayList<Tensor>(result.size());
    for (Map.Entry<String, OnnxValue> output : result) {
      if (!(output.getValue() instanceof OnnxTensor tensor)) {
        throw new ModelException("output " + output.getKey() + " is no tensor");
      }
      outputs.add(OnnxTensors.copy(output.getKey(), tensor));
    }
    return outputs;
  }
}
