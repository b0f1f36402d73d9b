package com.footanalytics.vision.grpc;

import com.footanalytics.vision.infer.DataType;
import com.footanalytics.vision.infer.Tensor;
import com.footanalytics.vision.oip.Failure;
import com.footanalytics.vision.oip.FailureException;
import com.google.protobuf.ByteString;
import inference.InferTensorContents;
import java.nio.ByteBuffer;

/** The elements of a tensor as lists of the wire's types, and as bytes. */
final class TypedContents {

  private TypedContents() {}

  /** Whether elements of a type have a list of their own; others travel as bytes only. */
  static boolean exist(DataType type) {
    return type != DataType.FP16 && type != DataType.BF16;
  }

  /** Elements in the list that a type's belong into. */
  static int count(DataType type, InferTensorContents contents) {
    return switch (type) {
      case BOOL -> contents.getBoolContentsCount();
      case INT8, INT16, INT32 -> contents.getIntContentsCount();
      case INT64 -> contents.getInt64ContentsCount();
      case UINT8, UINT16, UINT32 -> contents.getUintContentsCount();
      case UINT64 -> contents.getUint64ContentsCount();
      case FP32 -> contents.getFp32ContentsCount();
      case FP64 -> contents.getFp64ContentsCount();
      case BYTES -> contents.getBytesContentsCount();
      case FP16, BF16 -> 0;
    };
  }

  /** Elements in all lists. */
  static long count(InferTensorContents contents) {
    return (long) contents.getBoolContentsCount()
        + contents.getIntContentsCount()
        + contents.getInt64ContentsCount()
        + contents.getUintContentsCount()
        + contents.getUint64ContentsCount()
        + contents.getFp32ContentsCount()
        + contents.getFp64ContentsCount()
        + contents.getBytesContentsCount();
  }

  /** Bytes that {@link #write} takes. */
  static long bytes(DataType type, InferTensorContents contents) {
    if (type != DataType.BYTES) {
      return (long) count(type, contents) * type.bytes();
    }
    long bytes = 0;
    for (int i = 0; i < contents.getBytesContentsCount(); i++) {
      bytes += Integer.BYTES + contents.getBytesContents(i).size();
    }
    return bytes;
  }

  /**
   * Writes elements as a tensor has them.
   *
   * @param to little-endian, with room for {@link #bytes}
   * @throws FailureException if an element is beyond its type
   */
  static void write(DataType type, InferTensorContents from, ByteBuffer to) {
    int count = count(type, from);
    for (int i = 0; i < count; i++) {
      switch (type) {
        case BOOL -> to.put((byte) (from.getBoolContents(i) ? 1 : 0));
        case INT8 -> to.put((byte) signed(type, from.getIntContents(i)));
        case INT16 -> to.putShort((short) signed(type, from.getIntContents(i)));
        case INT32 -> to.putInt(from.getIntContents(i));
        case INT64 -> to.putLong(from.getInt64Contents(i));
        case UINT8 -> to.put((byte) unsigned(type, from.getUintContents(i)));
        case UINT16 -> to.putShort((short) unsigned(type, from.getUintContents(i)));
        case UINT32 -> to.putInt(from.getUintContents(i));
        case UINT64 -> to.putLong(from.getUint64Contents(i));
        case FP32 -> to.putFloat(from.getFp32Contents(i));
        case FP64 -> to.putDouble(from.getFp64Contents(i));
        case BYTES -> {
          ByteString element = from.getBytesContents(i);
          to.putInt(element.size());
          element.copyTo(to);
        }
        case FP16, BF16 -> throw new IllegalArgumentException("no contents of " + type);
      }
    }
  }

  /** The elements of a tensor whose type has a list. */
  static InferTensorContents read(Tensor tensor) {
    ByteBuffer from = tensor.data().duplicate().order(tensor.data().order());
    var to = InferTensorContents.newBuilder();
    while (from.hasRemaining()) {
      switch (tensor.type()) {
        case BOOL -> to.addBoolContents(from.get() != 0);
        case INT8 -> to.addIntContents(from.get());
        case INT16 -> to.addIntContents(from.getShort());
        case INT32 -> to.addIntContents(from.getInt());
        case INT64 -> to.addInt64Contents(from.getLong());
        case UINT8 -> to.addUintContents(Byte.toUnsignedInt(from.get()));
        case UINT16 -> to.addUintContents(Short.toUnsignedInt(from.getShort()));
        case UINT32 -> to.addUintContents(from.getInt());
        case UINT64 -> to.addUint64Contents(from.getLong());
        case FP32 -> to.addFp32Contents(from.getFloat());
        case FP64 -> to.addFp64Contents(from.getDouble());
        case BYTES -> to.addBytesContents(ByteString.copyFrom(from, from.getInt()));
        case FP16, BF16 -> throw new IllegalArgumentException("no contents of " + tensor.type());
      }
    }
    return to.build();
  }

  private static int signed(DataType type, int element) {
    int shift = Integer.SIZE - type.bytes() * Byte.SIZE;
    if (element << shift >> shift != element) {
      throw beyond(type, Integer.toString(element));
    }
    return element;
  }

  private static int unsigned(DataType type, int element) {
    if (element >>> type.bytes() * Byte.SIZE != 0) {
      throw beyond(type, Integer.toUnsignedString(element));
    }
    return element;
  }

  private static FailureException beyond(DataType type, String element) {
    return new FailureException(
        Failure.Code.INVALID, "contents: %s (expected: within %s)".formatted(element, type));
  }
}
