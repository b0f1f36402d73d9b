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

/** One ONNX Runtime session. One thread at a time. Owns the DJL model until closed. */
final class OnnxRuntimeSession implements InferenceSession {

  private final Model model;
  private final Path weights;
  private final InputSpec input;
  private final ParameterStore parameters;

  private OnnxRuntimeSession(Model model, Path weights, InputSpec input) {
    this.model = model;
    this.weights = weights;
    this.input = input;
    this.parameters = new ParameterStore(model.getNDManager(), false);
  }

  /**
   * Wraps a loaded model after it took one blank picture, which settles type, layout and size.
   *
   * @throws ModelException if it did not take it
   */
  static OnnxRuntimeSession verified(Model model, Path weights, InputSpec input) {
    List<String> names = model.getBlock().describeInput().keys();
    if (!names.equals(List.of(input.name()))) {
      throw new ModelException(
          "%s: inputs %s (expected: [%s], as the manifest says)"
              .formatted(weights, names, input.name()));
    }
    var session = new OnnxRuntimeSession(model, weights, input);
    session.run(ByteBuffer.allocateDirect(input.bytesPerPicture()), 1);
    return session;
  }

  @Override
  public Outputs run(ByteBuffer images, int count) {
    int bytes = Math.multiplyExact(count, input.bytesPerPicture());
    if (count < 1 || !images.isDirect() || images.capacity() < bytes) {
      throw new IllegalArgumentException(
          "images: %s, count %d (expected: direct, at least %d bytes, at least 1 picture)"
              .formatted(images, count, bytes));
    }
    ByteBuffer batch = images.duplicate().clear().limit(bytes).order(ByteOrder.nativeOrder());
    Shape shape = new Shape(count, input.height(), input.width(), 3);
    try (NDManager scope = model.getNDManager().newSubManager()) {
      NDArray pictures = scope.create(batch, shape, DataType.UINT8);
      pictures.setName(input.name());
      return copy(model.getBlock().forward(parameters, new NDList(pictures), false));
    } catch (EngineException | UnsupportedOperationException e) {
      throw new ModelException(
          "%s: failed on a uint8 input %s: %s"
              .formatted(weights, shape, OnnxRuntimeEngine.rootMessage(e)),
          e);
    }
  }

  @Override
  public void close() {
    model.close();
  }

  private static Outputs copy(NDList answers) {
    Map<String, FloatTensor> tensors = new HashMap<>();
    for (NDArray answer : answers) {
      if (answer.getDataType() != DataType.FLOAT32) {
        throw new UnsupportedOperationException(
            "output " + answer.getName() + " is " + answer.getDataType() + " (expected: float32)");
      }
      FloatBuffer values = ((OrtNDArray) answer).getTensor().getFloatBuffer();
      tensors.put(answer.getName(), new FloatTensor(shape(answer), values));
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
