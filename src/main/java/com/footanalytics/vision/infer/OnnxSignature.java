package com.footanalytics.vision.infer;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import com.footanalytics.vision.model.ModelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/** What an ONNX graph takes and gives, as far as ONNX Runtime's interface for Java can carry it. */
final class OnnxSignature {

  /** Types that can be read from an output but not handed in. */
  private static final Set<DataType> OUTPUT_ONLY =
      EnumSet.of(DataType.UINT16, DataType.UINT32, DataType.UINT64);

  private OnnxSignature() {}

  /**
   * Reads a loaded graph's.
   *
   * @throws ModelException if an input or output is no tensor, or of a type that is not known here
   */
  static Signature of(OrtSession session, Path weights) throws OrtException {
    return new Signature(
        specs(session.getInputInfo().values(), weights, "input"),
        specs(session.getOutputInfo().values(), weights, "output"));
  }

  /**
   * Checks that tensors can be handed in.
   *
   * @throws ModelException if an input has a type that cannot
   */
  static void requireInputs(Signature signature, Path weights) {
    for (TensorSpec input : signature.inputs()) {
      if (OUTPUT_ONLY.contains(input.type())) {
        throw new ModelException(
            "%s: input %s is %s, which ONNX Runtime does not take from Java (expected: %s)"
                .formatted(weights, input.name(), input.type(), inputTypes()));
      }
    }
  }

  /** The types inputs can have. */
  private static Set<DataType> inputTypes() {
    return EnumSet.complementOf(EnumSet.copyOf(OUTPUT_ONLY));
  }

  private static List<TensorSpec> specs(Collection<NodeInfo> nodes, Path weights, String kind) {
    var specs = new ArrayList<TensorSpec>();
    for (NodeInfo node : nodes) {
      if (!(node.getInfo() instanceof TensorInfo tensor)) {
        throw new ModelException(
            "%s: %s %s is no tensor (expected: tensors)".formatted(weights, kind, node.getName()));
      }
      DataType type =
          type(tensor)
              .orElseThrow(() ->
                  new ModelException(
                      "%s: %s %s is %s (expected: one of %s)"
                          .formatted(
                              weights, kind, node.getName(), tensor.onnxType, inputTypes())));
      specs.add(new TensorSpec(node.getName(), type, shape(tensor)));
    }
    return specs;
  }

  private static List<Long> shape(TensorInfo tensor) {
    return LongStream.of(tensor.getShape())
        .mapToObj(length -> length < 0 ? TensorSpec.OPEN : length)
        .toList();
  }

  /** The type of a tensor's elements, if it is known here. */
  static Optional<DataType> type(TensorInfo tensor) {
    return switch (tensor.onnxType) {
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL -> Optional.of(DataType.BOOL);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8 -> Optional.of(DataType.UINT8);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16 -> Optional.of(DataType.UINT16);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32 -> Optional.of(DataType.UINT32);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64 -> Optional.of(DataType.UINT64);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8 -> Optional.of(DataType.INT8);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16 -> Optional.of(DataType.INT16);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32 -> Optional.of(DataType.INT32);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64 -> Optional.of(DataType.INT64);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16 -> Optional.of(DataType.FP16);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_BFLOAT16 -> Optional.of(DataType.BF16);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT -> Optional.of(DataType.FP32);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> Optional.of(DataType.FP64);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_STRING -> Optional.of(DataType.BYTES);
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UNDEFINED,
          ONNX_TENSOR_ELEMENT_DATA_TYPE_COMPLEX64,
          ONNX_TENSOR_ELEMENT_DATA_TYPE_COMPLEX128,
          ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT8E4M3FN,
          ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT8E4M3FNUZ,
          ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT8E5M2,
          ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT8E5M2FNUZ ->
          Optional.empty();
    };
  }
}
