package com.footanalytics.vision.bench;

import com.footanalytics.vision.infer.DataType;
import com.footanalytics.vision.infer.Signature;
import com.footanalytics.vision.infer.TensorSpec;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A model so small that what a run of it costs is what serving it costs.
 *
 * @param name its name
 * @param signature what it takes and gives
 * @param nodes its operators in the order they run
 */
public record ExampleModel(String name, Signature signature, List<Node> nodes) {

  private static final String INPUT = "INPUT0";
  private static final String OTHER_INPUT = "INPUT1";
  private static final String OUTPUT = "OUTPUT0";
  private static final String OTHER_OUTPUT = "OUTPUT1";
  private static final long COLUMNS = 16;

  /**
   * An operator with one output.
   *
   * @param operator by ONNX's name
   * @param output name of what it gives
   * @param inputs names of what it takes
   */
  public record Node(String operator, String output, List<String> inputs) {
    public Node {
      inputs = List.copyOf(inputs);
    }
  }

  public ExampleModel {
    nodes = List.copyOf(nodes);
  }

  /** One that gives as {@code OUTPUT0} what it takes as {@code INPUT0}. */
  public static ExampleModel identity(String name, DataType type, long... shape) {
    return new ExampleModel(
        name,
        new Signature(List.of(spec(INPUT, type, shape)), List.of(spec(OUTPUT, type, shape))),
        List.of(new Node("Identity", OUTPUT, List.of(INPUT))));
  }

  /**
   * One that takes two rows of 16 int32 and gives their sum as {@code OUTPUT0}, their difference as
   * {@code OUTPUT1}.
   */
  public static ExampleModel simple() {
    long[] shape = {TensorSpec.OPEN, COLUMNS};
    return new ExampleModel(
        "simple",
        new Signature(
            List.of(spec(INPUT, DataType.INT32, shape), spec(OTHER_INPUT, DataType.INT32, shape)),
            List.of(
                spec(OUTPUT, DataType.INT32, shape), spec(OTHER_OUTPUT, DataType.INT32, shape))),
        List.of(
            new Node("Add", OUTPUT, List.of(INPUT, OTHER_INPUT)),
            new Node("Sub", OTHER_OUTPUT, List.of(INPUT, OTHER_INPUT))));
  }

  /** The ONNX file. */
  public byte[] onnx() {
    var graph = new OnnxBytes();
    for (Node node : nodes) {
      graph.field(
          1, OnnxBytes.node(node.operator(), node.output(), node.inputs().toArray(String[]::new)));
    }
    graph.field(2, name);
    signature.inputs().forEach(input -> graph.field(11, value(input)));
    signature.outputs().forEach(output -> graph.field(12, value(output)));
    return OnnxBytes.model(graph);
  }

  /**
   * The configuration that Triton Inference Server wants beside the versions.
   *
   * @param maxBatchSize most rows of one run; the first axis is the batch
   */
  public String tritonConfiguration(int maxBatchSize) {
    var text = new StringBuilder();
    text.append("name: \"").append(name).append("\"\n");
    text.append("platform: \"onnxruntime_onnx\"\n");
    text.append("max_batch_size: ").append(maxBatchSize).append('\n');
    signature.inputs().forEach(input -> text.append(tritonTensor("input", input)));
    signature.outputs().forEach(output -> text.append(tritonTensor("output", output)));
    return text.toString();
  }

  private static String tritonTensor(String field, TensorSpec tensor) {
    String type = tensor.type() == DataType.BYTES ? "STRING" : tensor.type().name();
    return "%s { name: \"%s\" data_type: TYPE_%s dims: %s }\n"
        .formatted(field, tensor.name(), type, tensor.shape().subList(1, tensor.shape().size()));
  }

  private static OnnxBytes value(TensorSpec tensor) {
    return OnnxBytes.value(
        tensor.name(),
        OnnxBytes.element(tensor.type()),
        tensor.shape().stream().mapToLong(Long::longValue).toArray());
  }

  private static TensorSpec spec(String name, DataType type, long... shape) {
    return new TensorSpec(name, type, LongStream.of(shape).boxed().toList());
  }
}
