package com.footanalytics.vision.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.footanalytics.vision.infer.DataType;
import com.footanalytics.vision.infer.Tensor;
import com.footanalytics.vision.oip.Failure;
import com.footanalytics.vision.oip.FailureException;
import com.footanalytics.vision.oip.InferAnswer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes answers; data that go out in binary are not copied. Thread-safe. */
final class InferReplyWriter {
  private static final int HEAD_BYTES = 512;
  private static final int ELEMENTS_BETWEEN_CHECKS = 1 << 10;
  private static final String ASK_FOR_BINARY = "; ask for it with the parameter binary_data: true";

  private final int maxHeadBytes;

  /**
   * @param maxHeadBytes about the most that JSON is written of
   */
  InferReplyWriter(int maxHeadBytes) {
    this.maxHeadBytes = maxHeadBytes;
  }

  /**
   * The answer to a request.
   *
   * @throws FailureException if an output has no form in JSON, and none in binary was asked for
   */
  InferReply write(InferMessage request, InferAnswer.Done done) {
    ByteBuf head = PooledByteBufAllocator.DEFAULT.directBuffer(HEAD_BYTES);
    boolean written = false;
    try {
      List<ByteBuffer> tail = writeHead(head, request, done);
      written = true;
      int headBytes = head.readableBytes();
      return new InferReply(join(head, tail), headBytes, !tail.isEmpty());
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    } finally {
      if (!written) {
        head.release();
      }
    }
  }

  private static ByteBuf join(ByteBuf head, List<ByteBuffer> tail) {
    if (tail.isEmpty()) {
      return head;
    }
    CompositeByteBuf body = Unpooled.compositeBuffer(tail.size() + 1);
    body.addComponent(true, head);
    tail.forEach(data -> body.addComponent(true, Unpooled.wrappedBuffer(data)));
    return body;
  }

  private List<ByteBuffer> writeHead(ByteBuf head, InferMessage request, InferAnswer.Done done)
      throws IOException {
    var tail = new ArrayList<ByteBuffer>();
    try (OutputStream stream = new ByteBufOutputStream(head);
        JsonGenerator json = Json.FACTORY.createGenerator(stream)) {
      json.writeStartObject();
      json.writeStringField("model_name", done.model());
      json.writeStringField("model_version", done.version());
      if (request.id() != null) {
        json.writeStringField("id", request.id());
      }
      json.writeArrayFieldStart("outputs");
      for (Tensor output : done.outputs()) {
        json.writeStartObject();
        json.writeStringField("name", output.name());
        json.writeStringField("datatype", output.type().name());
        json.writeFieldName("shape");
        writeShape(json, output.shape());
        if (request.isBinary(output.name())) {
          json.writeObjectFieldStart("parameters");
          json.writeNumberField("binary_data_size", output.data().remaining());
          json.writeEndObject();
          tail.add(output.data().duplicate());
        } else {
          json.writeArrayFieldStart("data");
          writeData(head, json, output);
          json.writeEndArray();
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return tail;
  }

  private static void writeShape(JsonGenerator json, List<Long> shape) throws IOException {
    json.writeStartArray();
    for (long length : shape) {
      json.writeNumber(length);
    }
    json.writeEndArray();
  }

  private void writeData(ByteBuf head, JsonGenerator json, Tensor output) throws IOException {
    ByteBuffer data = output.data().duplicate().order(ByteOrder.LITTLE_ENDIAN);
    if (!JsonTensor.hasForm(output.type())) {
      throw refuse(output, "has no form in JSON");
    }
    for (int i = 0; data.hasRemaining(); i++) {
      writeElement(json, output, data);
      if (i % ELEMENTS_BETWEEN_CHECKS == 0 && head.readableBytes() > maxHeadBytes) {
        throw refuse(output, "is too large for JSON");
      }
    }
  }

  private static void writeElement(JsonGenerator json, Tensor output, ByteBuffer data)
      throws IOException {
    switch (output.type()) {
      case BOOL -> json.writeBoolean(data.get() != 0);
      case INT8 -> json.writeNumber(data.get());
      case UINT8 -> json.writeNumber(Byte.toUnsignedInt(data.get()));
      case INT16 -> json.writeNumber(data.getShort());
      case UINT16 -> json.writeNumber(Short.toUnsignedInt(data.getShort()));
      case INT32 -> json.writeNumber(data.getInt());
      case UINT32 -> json.writeNumber(Integer.toUnsignedLong(data.getInt()));
      case INT64 -> json.writeNumber(data.getLong());
      case UINT64 -> json.writeNumber(Long.toUnsignedString(data.getLong()));
      case FP32 -> {
        float value = data.getFloat();
        requireFinite(output, value);
        json.writeNumber(value);
      }
      case FP64 -> {
        double value = data.getDouble();
        requireFinite(output, value);
        json.writeNumber(value);
      }
      case BYTES -> json.writeString(text(output, data));
      case FP16, BF16 -> throw refuse(output, "has no form in JSON");
    }
  }

  private static String text(Tensor output, ByteBuffer data) {
    int bytes = data.getInt();
    ByteBuffer element = data.slice(data.position(), bytes);
    data.position(data.position() + bytes);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(element).toString();
    } catch (CharacterCodingException _) {
      throw refuse(output, "is no text in UTF-8, which JSON would need");
    }
  }

  private static void requireFinite(Tensor output, double value) {
    if (!Double.isFinite(value)) {
      throw refuse(output, "has the value %s, which JSON cannot hold".formatted(value));
    }
  }

  private static FailureException refuse(Tensor output, String reason) {
    return Json.failure(
        Failure.Code.INVALID,
        "output %s of %s: %s%s".formatted(output.name(), output.type(), reason, ASK_FOR_BINARY));
  }

  /** Elements that go out in JSON, of which writing may take long. */
  static long elementsInJson(InferMessage request, InferAnswer.Done done) {
    long elements = 0;
    for (Tensor output : done.outputs()) {
      if (!request.isBinary(output.name())) {
        int bytes = output.type() == DataType.BYTES ? 1 : output.type().bytes();
        elements += output.data().remaining() / bytes;
      }
    }
    return elements;
  }
}
