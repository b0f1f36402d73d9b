package com.footanalytics.vision.oip;

import com.footanalytics.vision.infer.DataType;
import com.footanalytics.vision.infer.FloatTensor;
import com.footanalytics.vision.infer.Outputs;
import com.footanalytics.vision.infer.Tensor;
import com.footanalytics.vision.pipeline.ServedDetector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** JPEGs or PNGs in the place of a detector's tensor of pixels, and its outputs as tensors. */
final class EncodedInput {
  private static final int MOST_PICTURES = 16;

  private EncodedInput() {}

  /** Whether a request sends encoded pictures to a detector. */
  static boolean isIn(InferRequest request, ServedDetector served) {
    return request.inputs().size() == 1
        && request.inputs().getFirst().type() == DataType.BYTES
        && request.inputs().getFirst().name().equals(served.detector().input().name());
  }

  /**
   * The pictures, copied.
   *
   * @throws FailureException if they are none, or too many
   */
  static List<byte[]> pictures(Tensor input) {
    var pictures = new ArrayList<byte[]>();
    ByteBuffer data = input.data().duplicate().order(ByteOrder.LITTLE_ENDIAN).rewind();
    while (data.remaining() >= Integer.BYTES && pictures.size() < MOST_PICTURES) {
      int length = data.getInt();
      if (length < 1 || length > data.remaining()) {
        break;
      }
      byte[] picture = new byte[length];
      data.get(picture);
      pictures.add(picture);
    }
    if (pictures.isEmpty() || data.hasRemaining()) {
      throw new FailureException(
          Failure.Code.INVALID,
          "input %s: encoded pictures %s (expected: 1 to %d)"
              .formatted(input.name(), input.shape(), MOST_PICTURES));
    }
    return pictures;
  }

  /** Rows of the outputs, those wanted in that order, else all in the model's. */
  static List<Tensor> tensors(Outputs outputs, int firstRow, int rows, Iterable<String> wanted) {
    var tensors = new ArrayList<Tensor>();
    for (String name : wanted) {
      tensors.add(rows(name, outputs.get(name), firstRow, rows));
    }
    return tensors;
  }

  private static Tensor rows(String name, FloatTensor output, int firstRow, int rows) {
    var shape = new ArrayList<Long>();
    output.shape().forEach(length -> shape.add((long) length));
    int each = output.values().limit() / Math.toIntExact(shape.getFirst());
    shape.set(0, (long) rows);
    FloatBuffer values = output.values().duplicate().position(firstRow * each);
    ByteBuffer data = ByteBuffer.allocate(rows * each * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(values.limit((firstRow + rows) * each));
    return new Tensor(name, DataType.FP32, shape, data);
  }
}
