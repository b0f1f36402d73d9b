package com.footanalytics.vision.infer;

import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import com.footanalytics.vision.model.InputSpec;
import com.footanalytics.vision.model.ModelException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One TorchScript module. One thread at a time. Owns the DJL model until closed. */
final class PyTorchSession implements InferenceSession {

  private final Model model;
  private final Path weights;
  private final InputSpec input;
  private final TensorFeed feed;
  private final List<String> outputs;
  private final ParameterStore parameters;

  private PyTorchSession(Model model, Path weights, InputSpec input, List<String> outputs) {
    this.model = model;
    this.weights = weights;
    this.input = input;
    this.feed = new TensorFeed(input);
    this.outputs = List.copyOf(outputs);
    this.parameters = new ParameterStore(model.getNDManager(), false);
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
    session.run(ByteBuffer.allocateDirect(input.bytesPerPicture()), 1);
    return session;
  }

  @Override
  public Outputs run(ByteBuffer images, int count) {
    Shape shape = new Shape(feed.shape(count));
    try (NDManager scope = model.getNDManager().newSubManager()) {
      NDArray pictures = scope.create(feed.feed(images, count), shape, feed.elements());
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
      if (answer.getDataType() != DataType.FLOAT32) {
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
