package com.footanalytics.vision.infer;

import com.footanalytics.vision.model.ModelException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a model takes and gives.
 *
 * @param inputs in the model's order
 * @param outputs in the model's order
 */
public record Signature(List<TensorSpec> inputs, List<TensorSpec> outputs) {

  public Signature {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** Names of the inputs in their order. */
  public List<String> inputNames() {
    return inputs.stream().map(TensorSpec::name).toList();
  }

  /** Names of the outputs in their order. */
  public List<String> outputNames() {
    return outputs.stream().map(TensorSpec::name).toList();
  }

  /**
   * Checks that tensors are what the model takes; their data are not looked at.
   *
   * @throws ModelException if they are not each input once, of its type and a shape it allows
   */
  public void requireInputs(List<Tensor> tensors) {
    var given = new HashSet<String>();
    for (Tensor tensor : tensors) {
      TensorSpec input = find(inputs, tensor.name());
      if (input == null || !given.add(tensor.name())) {
        throw new ModelException(
            "input %s: %s (expected: each of %s once)"
                .formatted(
                    tensor.name(),
                    input == null ? "not one of the model's" : "given twice",
                    inputNames()));
      }
      if (input.type() != tensor.type() || !input.allows(tensor.shape())) {
        throw new ModelException(
            "input %s: %s %s (expected: %s %s)"
                .formatted(
                    tensor.name(), tensor.type(), tensor.shape(), input.type(), input.shape()));
      }
    }
    if (given.size() != inputs.size()) {
      throw new ModelException("inputs %s (expected: %s)".formatted(given, inputNames()));
    }
  }

  /**
   * The outputs asked for in that order; all if none are named.
   *
   * @throws ModelException if the model has no such output, or one is asked for twice
   */
  public Set<String> wanted(List<String> names) {
    Set<String> wanted = new LinkedHashSet<>(names.isEmpty() ? outputNames() : names);
    for (String name : wanted) {
      if (find(outputs, name) == null) {
        throw new ModelException(
            "output %s: not one of the model's (expected: one of %s)"
                .formatted(name, outputNames()));
      }
    }
    if (!names.isEmpty() && wanted.size() != names.size()) {
      throw new ModelException("outputs %s (expected: each once)".formatted(names));
    }
    return wanted;
  }

  /**
   * Inputs of nothing but zeros or empty texts, with the least length of every open axis: 1.
   *
   * @throws ArithmeticException if one is larger than a buffer can be
   */
  public List<Tensor> smallestInputs() {
    return inputs.stream().map(Signature::smallest).toList();
  }

  private static Tensor smallest(TensorSpec input) {
    List<Long> shape =
        input.shape().stream().map(length -> length == TensorSpec.OPEN ? 1 : length).toList();
    int bytes = input.type() == DataType.BYTES ? Integer.BYTES : input.type().bytes();
    int size = Math.toIntExact(Math.multiplyExact(Tensor.elements(shape), bytes));
    return new Tensor(input.name(), input.type(), shape, ByteBuffer.allocateDirect(size));
  }

  private static @Nullable TensorSpec find(List<TensorSpec> specs, String name) {
    for (TensorSpec spec : specs) {
      if (spec.name().equals(name)) {
        return spec;
      }
    }
    return null;
  }
}
