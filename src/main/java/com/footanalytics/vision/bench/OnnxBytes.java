package com.footanalytics.vision.bench;

import com.footanalytics.vision.infer.DataType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A message of an ONNX file, written field by field in protobuf's wire format. Field numbers are
 * those of {@code onnx.proto}.
 */
public final class OnnxBytes {

  /** Numbers of element types. */
  public static final int FLOAT = 1;

  public static final int UINT8 = 2;
  public static final int INT64 = 7;

  private static final int INT_ATTRIBUTE = 2;
  private static final int INTS_ATTRIBUTE = 7;
  private static final int IR_VERSION = 8;
  private static final int OPSET = 13;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  public static byte[] model(OnnxBytes graph) {
    return model(graph, Map.of());
  }

  public static byte[] model(OnnxBytes graph, Map<String, String> metadata) {
    var opset = new OnnxBytes().field(1, "").field(2, OPSET);
    var model = new OnnxBytes().field(1, IR_VERSION).field(7, graph).field(8, opset);
    new TreeMap<>(metadata)
        .forEach((key, value) -> model.field(14, new OnnxBytes().field(1, key).field(2, value)));
    return model.toByteArray();
  }

  /** A node with one output. */
  public static OnnxBytes node(String op, String output, String... inputs) {
    var node = new OnnxBytes();
    for (String input : inputs) {
      node.field(1, input);
    }
    return node.field(2, output).field(3, output).field(4, op);
  }

  public OnnxBytes attribute(String name, long value) {
    return field(5, new OnnxBytes().field(1, name).field(3, value).field(20, INT_ATTRIBUTE));
  }

  public OnnxBytes attribute(String name, long[] values) {
    var attribute = new OnnxBytes().field(1, name);
    for (long value : values) {
      attribute.field(8, value);
    }
    return field(5, attribute.field(20, INTS_ATTRIBUTE));
  }

  public static OnnxBytes tensor(String name, float[] values, long... shape) {
    var tensor = new OnnxBytes();
    for (long length : shape) {
      tensor.field(1, length);
    }
    ByteBuffer raw =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return tensor.field(2, FLOAT).field(8, name).field(9, raw.array());
  }

  public static OnnxBytes tensor(String name, long[] values, long... shape) {
    var tensor = new OnnxBytes();
    for (long length : shape) {
      tensor.field(1, length);
    }
    ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asLongBuffer().put(values);
    return tensor.field(2, INT64).field(8, name).field(9, raw.array());
  }

  /** The number of an element type. */
  public static int element(DataType type) {
    return switch (type) {
      case FP32 -> FLOAT;
      case UINT8 -> UINT8;
      case INT8 -> 3;
      case UINT16 -> 4;
      case INT16 -> 5;
      case INT32 -> 6;
      case INT64 -> INT64;
      case BYTES -> 8;
      case BOOL -> 9;
      case FP16 -> 10;
      case FP64 -> 11;
      case UINT32 -> 12;
      case UINT64 -> 13;
      case BF16 -> 16;
    };
  }

  /**
   * An input or output of a graph.
   *
   * @param shape lengths; -1 for one that is only known when the model runs
   */
  public static OnnxBytes value(String name, int elementType, long... shape) {
    var dimensions = new OnnxBytes();
    for (long length : shape) {
      dimensions.field(
          1, length < 0 ? new OnnxBytes().field(2, "N") : new OnnxBytes().field(1, length));
    }
    var type = new OnnxBytes().field(1, elementType).field(2, dimensions);
    return new OnnxBytes().field(1, name).field(2, new OnnxBytes().field(1, type));
  }

  public OnnxBytes field(int number, long value) {
    varint((long) number << 3);
    varint(value);
    return this;
  }

  public OnnxBytes field(int number, String value) {
    return field(number, value.getBytes(StandardCharsets.UTF_8));
  }

  public OnnxBytes field(int number, OnnxBytes message) {
    return field(number, message.toByteArray());
  }

  public OnnxBytes field(int number, byte[] value) {
    varint(((long) number << 3) | 2);
    varint(value.length);
    bytes.writeBytes(value);
    return this;
  }

  public byte[] toByteArray() {
    return bytes.toByteArray();
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }
}
