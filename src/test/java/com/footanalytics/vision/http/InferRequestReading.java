package com.footanalytics.vision.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.batch.NativePool;
import com.footanalytics.vision.infer.Tensor;
import com.footanalytics.vision.oip.Failure;
import com.footanalytics.vision.oip.FailureException;
import com.footanalytics.vision.oip.ModelConfiguration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** What tests of requests for inference read them with. */
abstract class InferRequestReading {
  static final int MAX_BYTES = 1 << 20;

  final NativePool pool = new NativePool(1 << 26);
  final InferRequestReader reader = new InferRequestReader(MAX_BYTES);

  @AfterEach
  void nothingLeaks() {
    assertEquals(0, pool.takenBytes());
    pool.close();
  }

  byte[] read(String json, @Nullable Integer head, List<byte[]> tail) {
    try (var memory = Bodied.memory(pool, Bodied.of(json, tail.toArray(byte[][]::new)))) {
      return bytes(
          reader
              .read(memory, head == null ? null : head.toString(), InferRequestReading::noModel)
              .inputs()
              .getFirst());
    }
  }

  FailureException refusal(String json, @Nullable Integer head, List<byte[]> tail) {
    return assertThrows(FailureException.class, () -> read(json, head, tail));
  }

  void assertRefused(String json, @Nullable Integer head, List<byte[]> tail, String reason) {
    FailureException e = refusal(json, head, tail);
    assertEquals(Failure.Code.INVALID, e.failure().code());
    assertTrue(e.failure().message().contains(reason), e.failure().message());
    assertEquals(1, e.failure().message().lines().count());
  }

  static String input(String type, String shape, @Nullable String data) {
    return input(type, shape, data, "\"other\":1");
  }

  static String input(String type, String shape, @Nullable String data, String parameter) {
    return "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"%s\",\"shape\":%s,\"parameters\":{%s}%s}]}"
        .formatted(type, shape, parameter, data == null ? "" : ",\"data\":" + data);
  }

  static ModelConfiguration noModel() {
    throw new AssertionError("no model is asked for");
  }

  static byte[] bytes(Tensor tensor) {
    byte[] bytes = new byte[tensor.data().remaining()];
    tensor.data().duplicate().get(bytes);
    return bytes;
  }

  static String hex(byte[] bytes) {
    return java.util.HexFormat.ofDelimiter(" ").formatHex(bytes);
  }
}
