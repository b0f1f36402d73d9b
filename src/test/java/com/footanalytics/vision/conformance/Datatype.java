package com.footanalytics.vision.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The standard's table of tensor data types, with elements as JSON and as little-endian bytes. */
enum Datatype {
  BOOL(1, "[true, false, true]"),
  UINT8(1, "[0, 1, 128, 255]"),
  UINT16(2, "[0, 1, 32768, 65535]"),
  UINT32(4, "[0, 1, 2147483648, 4294967295]"),
  UINT64(8, "[0, 1, 9223372036854775808, 18446744073709551615]"),
  INT8(1, "[-128, -1, 0, 1, 127]"),
  INT16(2, "[-32768, -1, 0, 1, 32767]"),
  INT32(4, "[-2147483648, -1, 0, 1, 2147483647]"),
  INT64(8, "[-9223372036854775808, -1, 0, 9007199254740993, 9223372036854775807]"),
  FP16(2, "[0.0, 1.0, -2.5, 65504.0]"),
  FP32(4, "[0.0, -1.5, 0.1, 3.4028235e38, 1.17549435e-38, 16777217]"),
  FP64(8, "[0.0, -1.5, 0.1, 1.7976931348623157e308, 2.2250738585072014e-308]"),
  BYTES(0, "[\"goal\", \"\", \"Tor f\\u00fcr Z\\u00fcrich \\u26bd\", \"a \\\"quoted\\\"\\nline\"]");

  private static final BigInteger UINT64_RANGE = BigInteger.ONE.shiftLeft(64);

  private final int size;
  private final String samples;

  Datatype(int size, String samples) {
    this.size = size;
    this.samples = samples;
  }

  /** Elements that include the least and the greatest where the type has them. */
  JsonNode samples() {
    return Json.of(samples);
  }

  String lowerCase() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Flat elements in the binary form: no padding, BYTES with a length of four bytes each. */
  ByteString encode(ArrayNode elements) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (JsonNode element : elements) {
      byte[] encoded = encode(element);
      if (this == BYTES) {
        bytes.writeBytes(buffer(4).putInt(encoded.length).array());
      }
      bytes.writeBytes(encoded);
    }
    return ByteString.copyFrom(bytes.toByteArray());
  }

  /** The elements in the binary form, as JSON. */
  ArrayNode decode(ByteString raw) {
    ByteBuffer bytes = raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    ArrayNode elements = Json.MAPPER.createArrayNode();
    while (bytes.hasRemaining()) {
      decode(bytes, elements);
    }
    return elements;
  }

  private byte[] encode(JsonNode element) {
    return switch (this) {
      case BOOL -> new byte[] {(byte) (element.asBoolean() ? 1 : 0)};
      case UINT8, INT8 -> new byte[] {(byte) element.asInt()};
      case UINT16, INT16 -> buffer(size).putShort((short) element.asInt()).array();
      case UINT32, INT32 -> buffer(size).putInt((int) element.asLong()).array();
      case UINT64, INT64 -> buffer(size).putLong(element.bigIntegerValue().longValue()).array();
      case FP16 -> buffer(size).putShort(Float.floatToFloat16((float) element.asDouble())).array();
      case FP32 -> buffer(size).putFloat((float) element.asDouble()).array();
      case FP64 -> buffer(size).putDouble(element.asDouble()).array();
      case BYTES -> element.asText().getBytes(StandardCharsets.UTF_8);
    };
  }

  private void decode(ByteBuffer bytes, ArrayNode into) {
    switch (this) {
      case BOOL -> into.add(bytes.get() != 0);
      case UINT8 -> into.add(Byte.toUnsignedInt(bytes.get()));
      case INT8 -> into.add((int) bytes.get());
      case UINT16 -> into.add(Short.toUnsignedInt(bytes.getShort()));
      case INT16 -> into.add((int) bytes.getShort());
      case UINT32 -> into.add(Integer.toUnsignedLong(bytes.getInt()));
      case INT32 -> into.add(bytes.getInt());
      case UINT64 -> into.add(BigInteger.valueOf(bytes.getLong()).mod(UINT64_RANGE));
      case INT64 -> into.add(bytes.getLong());
      case FP16 -> into.add(Float.float16ToFloat(bytes.getShort()));
      case FP32 -> into.add(bytes.getFloat());
      case FP64 -> into.add(bytes.getDouble());
      case BYTES -> {
        byte[] element = new byte[bytes.getInt()];
        bytes.get(element);
        into.add(new String(element, StandardCharsets.UTF_8));
      }
    }
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
