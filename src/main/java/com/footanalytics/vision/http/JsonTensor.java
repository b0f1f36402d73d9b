package com.footanalytics.vision.http;

import static com.fasterxml.jackson.core.JsonToken.END_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.VALUE_FALSE;
import static com.fasterxml.jackson.core.JsonToken.VALUE_NUMBER_FLOAT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_NUMBER_INT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;
import static com.fasterxml.jackson.core.JsonToken.VALUE_TRUE;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.footanalytics.vision.infer.DataType;
import com.footanalytics.vision.oip.FailureException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Reads the list {@code data} of a tensor, flat or nested as its shape says, into the tensor's
 * binary form. For one thread.
 */
final class JsonTensor {
  private static final long UINT32_MAX = 0xFFFF_FFFFL;

  private final TensorForm form;
  private final ByteBuffer target;
  private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
  private long found;

  /**
   * @param target room for the data, from its position on
   */
  JsonTensor(TensorForm form, ByteBuffer target) {
    this.form = form;
    this.target = target.order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads all elements; the target's position is their end afterwards.
   *
   * @param parser at the list's start; at its end afterwards
   * @throws FailureException if they are not what the form says
   */
  void read(JsonParser parser) throws IOException {
    if (parser.nextToken() == START_ARRAY && form.shape().size() > 1) {
      nested(parser, 0);
    } else {
      for (JsonToken token = parser.currentToken();
          token != END_ARRAY;
          token = parser.nextToken()) {
        element(parser, token);
      }
    }
    if (found != form.elements()) {
      throw form.refuse("%d elements (expected: %d)".formatted(found, form.elements()));
    }
  }

  /** One list of lists, from its first token on. */
  private void nested(JsonParser parser, int axis) throws IOException {
    boolean innermost = axis == form.shape().size() - 1;
    long length = 0;
    for (JsonToken token = parser.currentToken(); token != END_ARRAY; token = parser.nextToken()) {
      if (innermost) {
        element(parser, token);
      } else if (token == START_ARRAY) {
        parser.nextToken();
        nested(parser, axis + 1);
      } else {
        throw form.refuse("a value where axis %d is a list".formatted(axis + 1));
      }
      length++;
    }
    if (length != form.shape().get(axis)) {
      throw form.refuse(
          "a list of %d at axis %d (expected: %d)".formatted(length, axis, form.shape().get(axis)));
    }
  }

  private void element(JsonParser parser, JsonToken token) throws IOException {
    if (found == form.elements()) {
      throw form.refuse("more than %d elements".formatted(form.elements()));
    }
    switch (form.type()) {
      case BOOL -> target.put(bool(token));
      case INT8 -> target.put((byte) whole(parser, token, Byte.MIN_VALUE, Byte.MAX_VALUE));
      case UINT8 -> target.put((byte) whole(parser, token, 0, 0xFF));
      case INT16 -> target.putShort((short) whole(parser, token, Short.MIN_VALUE, Short.MAX_VALUE));
      case UINT16 -> target.putShort((short) whole(parser, token, 0, 0xFFFF));
      case INT32 -> target.putInt((int) whole(parser, token, Integer.MIN_VALUE, Integer.MAX_VALUE));
      case UINT32 -> target.putInt((int) whole(parser, token, 0, UINT32_MAX));
      case INT64 -> target.putLong(whole(parser, token, Long.MIN_VALUE, Long.MAX_VALUE));
      case UINT64 -> target.putLong(unsigned(parser, token));
      case FP32 -> target.putFloat(single(parser, token));
      case FP64 -> target.putDouble(real(parser, token));
      case BYTES -> bytes(parser, token);
      case FP16, BF16 -> throw form.refuse("has no form in JSON; send it in binary");
    }
    found++;
  }

  private byte bool(JsonToken token) {
    if (token != VALUE_TRUE && token != VALUE_FALSE) {
      throw wrong("true or false");
    }
    return (byte) (token == VALUE_TRUE ? 1 : 0);
  }

  private long whole(JsonParser parser, JsonToken token, long least, long most) throws IOException {
    if (token == VALUE_NUMBER_INT && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      long value = parser.getLongValue();
      if (value >= least && value <= most) {
        return value;
      }
    }
    throw wrong("a whole number from %d to %d".formatted(least, most));
  }

  private long unsigned(JsonParser parser, JsonToken token) throws IOException {
    if (token == VALUE_NUMBER_INT) {
      if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
        BigInteger value = parser.getBigIntegerValue();
        if (value.signum() > 0 && value.bitLength() <= Long.SIZE) {
          return value.longValue();
        }
      } else if (parser.getLongValue() >= 0) {
        return parser.getLongValue();
      }
    }
    throw wrong("a whole number from 0 to 18446744073709551615");
  }

  private float single(JsonParser parser, JsonToken token) throws IOException {
    if (token == VALUE_NUMBER_FLOAT || token == VALUE_NUMBER_INT) {
      float value = parser.getFloatValue();
      if (Float.isFinite(value)) {
        return value;
      }
    }
    throw wrong("a number that float32 can hold");
  }

  private double real(JsonParser parser, JsonToken token) throws IOException {
    if (token == VALUE_NUMBER_FLOAT || token == VALUE_NUMBER_INT) {
      double value = parser.getDoubleValue();
      if (Double.isFinite(value)) {
        return value;
      }
    }
    throw wrong("a number that float64 can hold");
  }

  private void bytes(JsonParser parser, JsonToken token) throws IOException {
    if (token != VALUE_STRING) {
      throw wrong("a string");
    }
    CharBuffer text =
        CharBuffer.wrap(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    int start = target.position();
    target.position(start + TensorForm.LENGTH_BYTES);
    if (!encoder.reset().encode(text, target, true).isUnderflow()) {
      throw wrong("text that UTF-8 can hold; send others in binary");
    }
    target.putInt(start, target.position() - start - TensorForm.LENGTH_BYTES);
  }

  private FailureException wrong(String expected) {
    return form.refuse("element %d (expected: %s)".formatted(found, expected));
  }

  /** Whether a type can be written in JSON. */
  static boolean hasForm(DataType type) {
    return type != DataType.FP16 && type != DataType.BF16;
  }
}
