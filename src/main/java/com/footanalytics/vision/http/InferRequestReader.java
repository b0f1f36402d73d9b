package com.footanalytics.vision.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.footanalytics.vision.infer.Tensor;
import com.footanalytics.vision.oip.Failure;
import com.footanalytics.vision.oip.FailureException;
import com.footanalytics.vision.oip.ModelConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests for inference: JSON, after which tensors may follow in binary. Keys it does not
 * know it passes over. Thread-safe.
 */
final class InferRequestReader {
  private static final int MAX_TENSORS = 1024;
  private static final int MAX_ID_CHARACTERS = 1 << 10;
  private static final String BINARY_OUTPUT = "binary_data_output";
  private static final String BINARY = "binary_data";
  private static final String CLASSIFICATION = "classification";
  private static final String SHARED_MEMORY = "shared_memory_region";

  private final long maxTensorBytes;

  /**
   * @param maxTensorBytes most that an input written in JSON may be in memory
   */
  InferRequestReader(long maxTensorBytes) {
    this.maxTensorBytes = maxTensorBytes;
  }

  /**
   * The request in a body. Its tensors lie in the memory, which stays its owner's.
   *
   * @param memory whose body is read
   * @param header value of {@link BinaryTail#HEADER}; null if absent
   * @param model what is asked, should the body be nothing but an input's data
   * @throws FailureException if it is not what the protocol says, or there is no room for it
   */
  InferMessage read(
      RequestMemory memory, @Nullable String header, Supplier<ModelConfiguration> model) {
    MemorySegment body = memory.body();
    if (header == null) {
      return read(memory, body, new BinaryTail(null));
    }
    long headBytes = headBytes(header, body.byteSize());
    return headBytes == 0
        ? RawInput.read(memory, model.get())
        : read(memory, body.asSlice(0, headBytes), new BinaryTail(body.asSlice(headBytes)));
  }

  private InferMessage read(RequestMemory memory, MemorySegment head, BinaryTail tail) {
    requireUtf8Object(head);
    try (JsonParser parser = Json.FACTORY.createParser(new SegmentInput(head))) {
      parser.nextToken();
      var reading = new Reading(head, tail, memory);
      reading.read(parser);
      if (parser.nextToken() != null) {
        throw Json.invalid("something follows the JSON object");
      }
      tail.end();
      if (!tail.isUsed()) {
        memory.closeBody();
      }
      return reading.message();
    } catch (JsonProcessingException e) {
      throw Json.notJson(e);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be read", e);
    }
  }

  private static long headBytes(String header, long bodyBytes) {
    try {
      int bytes = Integer.parseInt(header.strip());
      if (bytes >= 0 && bytes <= bodyBytes) {
        return bytes;
      }
    } catch (NumberFormatException _) {
      // answered below, as a number out of bounds is
    }
    throw Json.invalid(
        "%s: %s (expected: 0 to %d, the length of the body)"
            .formatted(BinaryTail.HEADER, header, bodyBytes));
  }

  /** JSON on the wire is UTF-8; a parser that looks for more would take UTF-16 and UTF-32. */
  private static void requireUtf8Object(MemorySegment head) {
    long start = 0;
    while (start < head.byteSize()
        && " \t\r\n".indexOf(head.get(ValueLayout.JAVA_BYTE, start)) >= 0) {
      start++;
    }
    if (start == head.byteSize()
        || head.get(ValueLayout.JAVA_BYTE, start) != '{'
        || (start + 1 < head.byteSize() && head.get(ValueLayout.JAVA_BYTE, start + 1) == 0)) {
      throw Json.invalid("the body does not start with a JSON object in UTF-8");
    }
  }

  /** What was read so far. */
  private final class Reading {
    private final MemorySegment head;
    private final BinaryTail tail;
    private final RequestMemory memory;
    private final Set<String> seen = new HashSet<>();
    private final List<Tensor> inputs = new ArrayList<>();
    private final List<InferMessage.WantedOutput> outputs = new ArrayList<>();
    private @Nullable String id;
    private Map<String, Object> parameters = Map.of();

    Reading(MemorySegment head, BinaryTail tail, RequestMemory memory) {
      this.head = head;
      this.tail = tail;
      this.memory = memory;
    }

    void read(JsonParser parser) throws IOException {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        parser.nextToken();
        switch (key) {
          case "id", "parameters", "inputs", "outputs" -> {
            if (!seen.add(key)) {
              throw Json.invalid("the key %s is there twice".formatted(key));
            }
            readKey(parser, key);
          }
          default -> parser.skipChildren();
        }
      }
    }

    private void readKey(JsonParser parser, String key) throws IOException {
      if (parser.currentToken() == JsonToken.VALUE_NULL && !key.equals("inputs")) {
        return;
      }
      switch (key) {
        case "id" -> id = Json.text(parser, key, MAX_ID_CHARACTERS);
        case "parameters" -> parameters = ParameterReader.read(parser);
        case "inputs" -> readInputs(parser);
        default -> readOutputs(parser);
      }
    }

    private void readInputs(JsonParser parser) throws IOException {
      Json.expect(parser, JsonToken.START_ARRAY, "inputs", "a list");
      var names = new HashSet<String>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        Tensor input = new InputReader(head, tail, memory, maxTensorBytes).read(parser);
        checkName(names, "inputs", input.name());
        inputs.add(input);
      }
    }

    private void readOutputs(JsonParser parser) throws IOException {
      Json.expect(parser, JsonToken.START_ARRAY, "outputs", "a list");
      var names = new HashSet<String>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        InferMessage.WantedOutput output = output(parser);
        checkName(names, "outputs", output.name());
        outputs.add(output);
      }
    }

    private InferMessage.WantedOutput output(JsonParser parser) throws IOException {
      Json.expect(parser, JsonToken.START_OBJECT, "outputs", "objects");
      String name = null;
      Map<String, Object> wishes = null;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        parser.nextToken();
        if (key.equals("name") && name == null) {
          name = Json.text(parser, "outputs: name", InputReader.MAX_NAME_CHARACTERS);
        } else if (key.equals("parameters") && wishes == null) {
          wishes = ParameterReader.read(parser);
        } else if (key.equals("name") || key.equals("parameters")) {
          throw Json.invalid("outputs: the key %s is there twice".formatted(key));
        } else {
          parser.skipChildren();
        }
      }
      if (name == null) {
        throw Json.invalid("outputs: one misses its name");
      }
      return output(name, wishes == null ? Map.of() : wishes);
    }

    private static InferMessage.WantedOutput output(String name, Map<String, Object> wishes) {
      boolean classes = !wishes.getOrDefault(CLASSIFICATION, 0L).equals(0L);
      if (classes || wishes.containsKey(SHARED_MEMORY)) {
        throw Json.failure(
            Failure.Code.UNSUPPORTED,
            "output %s: %s is not offered"
                .formatted(name, classes ? CLASSIFICATION : "shared memory"));
      }
      return new InferMessage.WantedOutput(name, ParameterReader.flag(wishes, BINARY));
    }

    private static void checkName(Set<String> names, String where, String name) {
      if (!names.add(name)) {
        throw Json.invalid("%s: %s is there twice".formatted(where, name));
      }
      if (names.size() > MAX_TENSORS) {
        throw Json.invalid("%s: too many (expected: at most %d)".formatted(where, MAX_TENSORS));
      }
    }

    InferMessage message() {
      if (inputs.isEmpty()) {
        throw Json.invalid("inputs are missing");
      }
      boolean binary = Boolean.TRUE.equals(ParameterReader.flag(parameters, BINARY_OUTPUT));
      var others = new HashMap<>(parameters);
      others.remove(BINARY_OUTPUT);
      return new InferMessage(id, others, inputs, outputs, binary);
    }
  }
}
