package com.footanalytics.vision.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.footanalytics.vision.infer.DataType;
import com.footanalytics.vision.infer.Tensor;
import com.footanalytics.vision.oip.Failure;
import com.footanalytics.vision.oip.FailureException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads one entry of {@code inputs}, whose keys come in any order. For one thread, once. */
final class InputReader {
  static final int MAX_NAME_CHARACTERS = 1 << 10;
  private static final int MAX_AXES = 64;
  private static final String SHARED_MEMORY = "shared_memory_region";
  private static final String BINARY_SIZE = "binary_data_size";
  private static final Map<String, DataType> TYPES =
      Arrays.stream(DataType.values())
          .collect(Collectors.toMap(DataType::name, Function.identity()));

  private final MemorySegment head;
  private final BinaryTail tail;
  private final RequestMemory memory;
  private final long maxBytes;
  private final Set<String> seen = new HashSet<>();
  private @Nullable String name;
  private @Nullable DataType type;
  private @Nullable List<Long> shape;
  private Map<String, Object> parameters = Map.of();
  private @Nullable Tensor tensor;
  private @Nullable MemorySegment data;

  /**
   * @param head the whole JSON, which the parser reads
   * @param tail binary data of inputs
   * @param memory where data from JSON are put
   * @param maxBytes most that these may be
   */
  InputReader(MemorySegment head, BinaryTail tail, RequestMemory memory, long maxBytes) {
    this.head = head;
    this.tail = tail;
    this.memory = memory;
    this.maxBytes = maxBytes;
  }

  /**
   * The input.
   *
   * @param parser at the entry's start; at its end afterwards
   * @throws FailureException if it is not what the protocol says, or there is no room for it
   */
  Tensor read(JsonParser parser) throws IOException {
    Json.expect(parser, JsonToken.START_OBJECT, "inputs", "objects");
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      parser.nextToken();
      readKey(parser, key);
    }
    return finish();
  }

  private void readKey(JsonParser parser, String key) throws IOException {
    switch (key) {
      case "name", "shape", "datatype", "parameters", "data" -> {
        if (!seen.add(key)) {
          throw Json.invalid("inputs: the key %s is there twice".formatted(key));
        }
      }
      default -> {
        parser.skipChildren();
        return;
      }
    }
    switch (key) {
      case "name" -> name = Json.text(parser, "inputs: name", MAX_NAME_CHARACTERS);
      case "shape" -> shape = shape(parser);
      case "datatype" -> type = type(Json.text(parser, "inputs: datatype", MAX_NAME_CHARACTERS));
      case "parameters" -> parameters = ParameterReader.read(parser);
      default -> readData(parser);
    }
  }

  /** Data are read at once where their form is known and their size is, else found again later. */
  private void readData(JsonParser parser) throws IOException {
    Json.expect(parser, JsonToken.START_ARRAY, "inputs: data", "a list");
    if (name != null && type != null && shape != null && type != DataType.BYTES) {
      tensor = tensor(parser, TensorForm.of(name, type, shape), head.byteSize());
    } else {
      long start = parser.currentTokenLocation().getByteOffset();
      parser.skipChildren();
      data = head.asSlice(start, parser.currentLocation().getByteOffset() - start);
    }
  }

  private Tensor finish() throws IOException {
    if (name == null || type == null || shape == null) {
      String missing = name == null ? "name" : type == null ? "datatype" : "shape";
      throw Json.invalid(
          "inputs: %s misses its %s".formatted(name == null ? "one" : name, missing));
    }
    TensorForm form = TensorForm.of(name, type, shape);
    long binarySize = ParameterReader.size(parameters, BINARY_SIZE);
    boolean shared = parameters.containsKey(SHARED_MEMORY);
    if (shared && binarySize < 0 && !seen.contains("data")) {
      throw Json.failure(
          Failure.Code.UNSUPPORTED, "input %s: shared memory is not offered".formatted(name));
    }
    if (seen.contains("data")) {
      if (binarySize >= 0 || shared) {
        throw form.refuse("has data both in JSON and elsewhere");
      }
      return tensor == null ? later(form) : tensor;
    }
    if (shared || binarySize < 0) {
      throw form.refuse(shared ? "has data both in binary and in shared memory" : "has no data");
    }
    return tail.take(form, binarySize);
  }

  private Tensor later(TensorForm form) throws IOException {
    MemorySegment list = data;
    if (list == null) {
      throw new IllegalStateException("data were neither read nor found");
    }
    try (JsonParser parser = Json.FACTORY.createParser(new SegmentInput(list))) {
      parser.nextToken();
      return tensor(parser, form, list.byteSize());
    }
  }

  /**
   * @param jsonBytes most that the data's text can be
   */
  private Tensor tensor(JsonParser parser, TensorForm form, long jsonBytes) throws IOException {
    if (!JsonTensor.hasForm(form.type())) {
      throw form.refuse("has no form in JSON; send it in binary");
    }
    if (form.elements() > jsonBytes / 2) {
      throw form.refuse("has fewer elements in its data");
    }
    long bytes = form.bytes() + (form.type() == DataType.BYTES ? jsonBytes : 0);
    if (form.bytes() > maxBytes) {
      throw Json.failure(
          Failure.Code.TOO_LARGE,
          "input %s: %d bytes (expected: at most %d)".formatted(form.name(), bytes, maxBytes));
    }
    ByteBuffer target = memory.take(bytes).asByteBuffer();
    new JsonTensor(form, target).read(parser);
    return new Tensor(form.name(), form.type(), form.shape(), target.flip());
  }

  private static DataType type(String text) {
    DataType type = TYPES.get(text);
    if (type == null) {
      throw Json.invalid("inputs: datatype %s (expected: such as FP32)".formatted(text));
    }
    return type;
  }

  private static List<Long> shape(JsonParser parser) throws IOException {
    Json.expect(parser, JsonToken.START_ARRAY, "inputs: shape", "a list");
    var shape = new ArrayList<Long>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
          || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
          || parser.getLongValue() < 0) {
        throw Json.invalid(
            "inputs: shape: axis %d (expected: a length, from 0 to 2^63-1)"
                .formatted(shape.size()));
      }
      shape.add(parser.getLongValue());
      if (shape.size() > MAX_AXES) {
        throw Json.invalid(
            "inputs: shape: too long (expected: at most %d axes)".formatted(MAX_AXES));
      }
    }
    return shape;
  }
}
