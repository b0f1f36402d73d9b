package com.footanalytics.vision.infer;

import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.onnxruntime.engine.OrtNDArray;
import ai.djl.training.ParameterStore;
import ai.onnxruntime.OnnxTensor;
import com.footanalytics.vision.model.InputSpec;
import com.footanalytics.vision.model.ModelException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One ONNX Runtime session. One thread at a time. Owns the DJL model until closed. */
final class OnnxRuntimeSession implements InferenceSession {

  private final Model model;
  private final TensorRun tensors;
  private final Path weights;
  private final InputSpec input;
  private final TensorFeed feed;
  private final ParameterStore parameters;

  private OnnxRuntimeSession(Model model, TensorRun tensors, Path weights, InputSpec input) {
    this.model = model;
    this.tensors = tensors;
    this.weights = weights;
    this.input = input;
    this.feed = new TensorFeed(input);
    this.parameters = new ParameterStore(model.getNDManager(), false);
  }

  /**
   * Wraps a loaded model after it took one blank picture, which settles type, layout and size.
   *
   * @param tensors runs of the model's own graph
   * @throws ModelException if it did not take it
   */
  static OnnxRuntimeSession verified(
      Model model, TensorRun tensors, Path weights, InputSpec input) {
    List<String> names = tensors.signature().inputNames();
    List<String> expected = new ArrayList<>(List.of(input.name()));
    input.sizeInput().ifPresent(expected::add);
    if (!Set.copyOf(names).equals(Set.copyOf(expected))) {
      throw new ModelException(
          "%s: inputs %s (expected: %s, as the manifest says)".formatted(weights, names, expected));
    }
    var session = new OnnxRuntimeSession(model, tensors, weights, input);
    session.run(ByteBuffer.allocateDirect(input.bytesPerPicture()), 1);
    return session;
  }

  @Override
  public Signature signature() {
    return tensors.signature();
  }

  @Override
  public List<Tensor> run(List<Tensor> inputs, List<String> outputs) {
    return tensors.run(inputs, outputs);
  }

  @Override
  public Outputs run(ByteBuffer images, int count) {
    Shape shape = new Shape(feed.shape(count));
    try (NDManager scope = model.getNDManager().newSubManager()) {
      NDArray pictures = scope.create(feed.feed(images, count), shape, feed.elements());
      pictures.setName(input.name());
      NDList inputs = new NDList(pictures);
      input.sizeInput().ifPresent(name -> inputs.add(sizes(scope, name, count)));
      return copy(model.getBlock().forward(parameters, inputs, false));
    } catch (EngineException | UnsupportedOperationException e) {
      throw new ModelException(
          "%s: failed on a %s input %s: %s"
              .formatted(
                  weights, input.pixels().element(), shape, OnnxRuntimeEngine.rootMessage(e)),
          e);
    }
  }

  /** The input's own size for every picture, so that the model answers in input pixels. */
  private NDArray sizes(NDManager scope, String name, int count) {
    LongBuffer sizes = LongBuffer.allocate(2 * count);
    while (sizes.hasRemaining()) {
      sizes.put(input.width()).put(input.height());
    }
    NDArray array = scope.create(sizes.flip(), new Shape(count, 2), DataType.INT64);
    array.setName(name);
    return array;
  }

  @Override
  public void close() {
    model.close();
  }

  private static Outputs copy(NDList answers) {
    Map<String, FloatTensor> tensors = new HashMap<>();
    for (NDArray answer : answers) {
      tensors.put(answer.getName(), new FloatTensor(shape(answer), values(answer)));
    }
    return new Outputs(tensors);
  }

  /** The elements as float32; integers are exact below 2^24. */
  private static FloatBuffer values(NDArray answer) {
    OnnxTensor tensor = ((OrtNDArray) answer).getTensor();
    return switch (answer.getDataType()) {
      case FLOAT32 -> tensor.getFloatBuffer();
      case INT64 -> {
        LongBuffer whole = tensor.getLongBuffer();
        FloatBuffer values = FloatBuffer.allocate(whole.remaining());
        while (whole.hasRemaining()) {
          values.put(whole.get());
        }
        yield values.flip();
      }
      case INT32 -> {
        IntBuffer whole = tensor.getIntBuffer();
        FloatBuffer values = FloatBuffer.allocate(whole.remaining());
        while (whole.hasRemaining()) {
          values.put(whole.get());
        }
        yield values.flip();
      }
      default ->
          throw new UnsupportedOperationException(
              "output %s is %s (expected: float32, int64 or int32)"
                  .formatted(answer.getName(), answer.getDataType()));
    };
  }

  private static List<Integer> shape(NDArray array) {
    var shape = new ArrayList<Integer>();
    for (long length : array.getShape().getShape()) {
      shape.add(Math.toIntExact(length));
    }
    return shape;
  }
}
