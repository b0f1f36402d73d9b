package com.footanalytics.vision.infer;

import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import com.footanalytics.vision.model.InputSpec;
import com.footanalytics.vision.model.ModelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/** One TorchScript module. One thread at a time. Owns the DJL model until closed. */
final class PyTorchSession implements InferenceSession {

  private final Model model;
  private final Path weights;
  private final InputSpec input;
  private final TensorFeed feed;
  private final List<String> outputs;
  private final ParameterStore parameters;
  private Signature signature;

  private PyTorchSession(Model model, Path weights, InputSpec input, List<String> outputs) {
    this.model = model;
    this.weights = weights;
    this.input = input;
    this.feed = new TensorFeed(input);
    this.outputs = List.copyOf(outputs);
    this.parameters = new ParameterStore(model.getNDManager(), false);
    this.signature = new Signature(List.of(input()), List.of());
  }

  /**
   * Wraps a loaded module after it took one blank picture, which settles type, layout, size and
   * number of outputs.
   *
   * @param outputs names of the module's outputs in their order
   * @throws ModelException if it did not take it
   */
  static PyTorchSession verified(Model model, Path weights, InputSpec input, List<String> outputs) {
    if (input.sizeInput().isPresent()) {
      throw new ModelException(
          "%s: input %s (expected: pictures alone, of a TorchScript file)"
              .formatted(weights, input.sizeInput().get()));
    }
    var session = new PyTorchSession(model, weights, input, outputs);
    session.describe(session.run(ByteBuffer.allocateDirect(input.bytesPerPicture()), 1));
    return session;
  }

  /** The module's one input; a module does not describe itself. */
  private TensorSpec input() {
    List<Long> shape = new ArrayList<>(LongStream.of(feed.shape(1)).boxed().toList());
    shape.set(0, TensorSpec.OPEN);
    return new TensorSpec(input.name(), elementType(), shape);
  }

  private DataType elementType() {
    return switch (input.pixels().element()) {
      case UINT8 -> DataType.UINT8;
      case FLOAT32 -> DataType.FP32;
    };
  }

  /** Takes the shapes of the outputs from a run of one picture. */
  private void describe(Outputs answers) {
    var specs = new ArrayList<TensorSpec>();
    for (String name : outputs) {
      List<Long> shape =
          new ArrayList<>(answers.get(name).shape().stream().map(Integer::longValue).toList());
      if (!shape.isEmpty()) {
        shape.set(0, TensorSpec.OPEN);
      }
      specs.add(new TensorSpec(name, DataType.FP32, shape));
    }
    signature = new Signature(List.of(input()), specs);
  }

  @Override
  public Signature signature() {
    return signature;
  }

  @Override
  public List<Tensor> run(List<Tensor> inputs, List<String> wanted) {
    signature.requireInputs(inputs);
    Set<String> names = signature.wanted(wanted);
    Tensor tensor = inputs.getFirst();
    long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
    Outputs answers = forward(tensor.checkedData(), new Shape(shape));
    return names.stream().map(name -> tensor(name, answers.get(name))).toList();
  }

  private static Tensor tensor(String name, FloatTensor answer) {
    ByteBuffer data =
        ByteBuffer.allocate(answer.values().limit() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(0, answer.values(), 0, answer.values().limit());
    return new Tensor(
        name, DataType.FP32, answer.shape().stream().map(Integer::longValue).toList(), data);
  }

  @Override
  public Outputs run(ByteBuffer images, int count) {
    return forward(feed.feed(images, count), new Shape(feed.shape(count)));
  }

  private Outputs forward(ByteBuffer elements, Shape shape) {
    try (NDManager scope = model.getNDManager().newSubManager()) {
      NDArray pictures = scope.create(elements, shape, feed.elements());
      return copy(model.getBlock().forward(parameters, new NDList(pictures), false));
    } catch (EngineException | IllegalStateException | UnsupportedOperationException e) {
      throw new ModelException(
          "%s: failed on a %s input %s: %s"
              .formatted(
                  weights, input.pixels().element(), shape, OnnxRuntimeEngine.rootMessage(e)),
          e);
    }
  }

  @Override
  public void close() {
    model.close();
  }

  private Outputs copy(NDList answers) {
    if (answers.size() != outputs.size()) {
      throw new UnsupportedOperationException(
          "%d outputs (expected: %s)".formatted(answers.size(), outputs));
    }
    Map<String, FloatTensor> tensors = new HashMap<>();
    for (int i = 0; i < outputs.size(); i++) {
      NDArray answer = answers.get(i);
      if (answer.getDataType() != ai.djl.ndarray.types.DataType.FLOAT32) {
        throw new UnsupportedOperationException(
            "output %s is %s (expected: float32)".formatted(outputs.get(i), answer.getDataType()));
      }
      FloatBuffer values = FloatBuffer.wrap(answer.toFloatArray());
      tensors.put(outputs.get(i), new FloatTensor(shape(answer), values));
    }
    return new Outputs(tensors);
  }

  private static List<Integer> shape(NDArray array) {
    var shape = new ArrayList<Integer>();
    for (long length : array.getShape().getShape()) {
      shape.add(Math.toIntExact(length));
    }
    return shape;
  }
}
