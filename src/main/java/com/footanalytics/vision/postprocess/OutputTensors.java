package com.footanalytics.vision.postprocess;

import com.footanalytics.vision.infer.FloatTensor;
import com.footanalytics.vision.infer.Outputs;
import com.footanalytics.vision.model.ModelException;
import java.util.ArrayList;
import java.util.StringJoiner;

/** Finds outputs by name and refuses those of another shape than a decoder reads. */
final class OutputTensors {

  /** A length that may be any. */
  static final int ANY = -1;

  private OutputTensors() {}

  /**
   * The output called {@code name}. One without the batch's axis, as nets answer that take one
   * picture at a time and squeeze, gets it.
   *
   * @param lengths of the axes after the first, which is the batch's
   * @throws ModelException if there is none, or its shape differs
   */
  static FloatTensor named(Outputs outputs, String name, int... lengths) {
    FloatTensor tensor;
    try {
      tensor = outputs.get(name);
    } catch (IllegalArgumentException e) {
      throw new ModelException(String.valueOf(e.getMessage()), e);
    }
    var shape = new ArrayList<>(tensor.shape());
    if (shape.size() == lengths.length) {
      shape.addFirst(1);
    }
    boolean fits = shape.size() == lengths.length + 1;
    for (int axis = 0; fits && axis < lengths.length; axis++) {
      fits = lengths[axis] == ANY || shape.get(axis + 1) == lengths[axis];
    }
    if (!fits) {
      throw new ModelException(
          "output: %s has shape %s (expected: %s, as the manifest says)"
              .formatted(name, tensor.shape(), text(lengths)));
    }
    return new FloatTensor(shape, tensor.values());
  }

  private static String text(int... lengths) {
    var text = new StringJoiner(", ", "[N, ", "]");
    for (int length : lengths) {
      text.add(length == ANY ? "any" : Integer.toString(length));
    }
    return text.toString();
  }
}
