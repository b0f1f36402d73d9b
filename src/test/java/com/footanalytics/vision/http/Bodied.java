package com.footanalytics.vision.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.footanalytics.vision.batch.NativePool;
import com.footanalytics.vision.infer.DataType;
import com.footanalytics.vision.oip.ModelConfiguration;
import com.footanalytics.vision.oip.TensorMetadata;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Makes bodies of requests for tests, and what they lie in. */
final class Bodied {

  private Bodied() {}

  /** JSON with binary data behind it. */
  static byte[] of(String json, byte[]... tail) {
    byte[] head = json.getBytes(UTF_8);
    int bytes = head.length;
    for (byte[] data : tail) {
      bytes += data.length;
    }
    ByteBuffer body = ByteBuffer.allocate(bytes).put(head);
    for (byte[] data : tail) {
      body.put(data);
    }
    return body.array();
  }

  static byte[] ints(int... values) {
    ByteBuffer data =
        ByteBuffer.allocate(Integer.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      data.putInt(value);
    }
    return data.array();
  }

  /** In the form of {@code BYTES}. */
  static byte[] texts(String... values) {
    byte[] all = {};
    for (String value : values) {
      byte[] text = value.getBytes(UTF_8);
      all = join(all, join(ints(text.length), text));
    }
    return all;
  }

  static byte[] join(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  static RequestMemory memory(NativePool pool, byte[] body) {
    try (var incoming = new IncomingBody(pool, 1 << 26, body.length)) {
      incoming.append(ByteBuffer.wrap(body));
      return incoming.finish();
    }
  }

  /** One input {@code x}. */
  static ModelConfiguration model(int maxBatch, DataType type, Long... shape) {
    var input = new TensorMetadata("x", type, List.of(shape));
    return new ModelConfiguration(
        "m", "onnx_onnxv1", "onnxruntime", maxBatch, List.of(input), List.of(), 1, false, "m.onnx");
  }
}
