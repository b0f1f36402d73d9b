package com.footanalytics.vision.oip;

import com.footanalytics.vision.infer.DataType;
import java.util.List;

/**
 * What an input or output of a model looks like.
 *
 * @param shape length of each axis, with the batch where the model has one; -1 if it is open
 */
public record TensorMetadata(String name, DataType type, List<Long> shape) {
  public TensorMetadata {
    shape = List.copyOf(shape);
  }
}
