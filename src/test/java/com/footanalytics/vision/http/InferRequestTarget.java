package com.footanalytics.vision.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.footanalytics.vision.batch.NativePool;
import com.footanalytics.vision.infer.DataType;
import com.footanalytics.vision.infer.Tensor;
import com.footanalytics.vision.oip.FailureException;
import com.footanalytics.vision.oip.InferAnswer;
import com.footanalytics.vision.oip.ModelConfiguration;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads any bytes as a request for inference and answers it with its own tensors. The first byte
 * says how they came: bits 0 and 1 compressed or not, bits 2 and 3 with which header, the rest
 * which model is asked; with a header of its own, the next two bytes are the length of the JSON.
 */
public final class InferRequestTarget {
  private static final int MAX_BYTES = 1 << 20;
  private static final NativePool POOL = new NativePool(1 << 25);
  private static final InferRequestReader READER = new InferRequestReader(MAX_BYTES);
  private static final InferReplyWriter WRITER = new InferReplyWriter(MAX_BYTES);
  private static final List<ModelConfiguration> MODELS =
      List.of(
          Bodied.model(0, DataType.INT16, -1L),
          Bodied.model(4, DataType.FP32, 2L, -1L),
          Bodied.model(0, DataType.BYTES, 1L),
          Bodied.model(8, DataType.BOOL, 3L),
          Bodied.model(0, DataType.INT64, -1L, -1L));

  private InferRequestTarget() {}

  /**
   * Takes any input.
   *
   * @throws AssertionError if it was neither read nor refused in one line, or left memory behind
   */
  public static void accept(byte[] input) {
    ByteBuffer bytes = ByteBuffer.wrap(input);
    int kind = bytes.hasRemaining() ? bytes.get() & 0xFF : 0;
    try {
      read(kind, bytes);
    } catch (FailureException e) {
      if (e.failure().message().lines().count() != 1 || e.failure().message().length() > 4000) {
        throw new AssertionError("not one line: " + e.failure().message(), e);
      }
    }
    if (POOL.takenBytes() != 0) {
      throw new AssertionError("left behind: " + POOL.takenBytes());
    }
  }

  private static void read(int kind, ByteBuffer bytes) {
    String header = header(kind >> 2 & 3, bytes);
    try (var body = new IncomingBody(POOL, MAX_BYTES, 0)) {
      Optional<Inflation> inflation = encoding(kind & 3).inflation(body);
      try {
        inflation.ifPresentOrElse(i -> i.append(bytes), () -> body.append(bytes));
        inflation.ifPresent(Inflation::end);
      } finally {
        inflation.ifPresent(Inflation::close);
      }
      try (RequestMemory memory = body.finish()) {
        answer(READER.read(memory, header, () -> MODELS.get((kind >> 4) % MODELS.size())));
      }
    }
  }

  private static @Nullable String header(int kind, ByteBuffer bytes) {
    return switch (kind) {
      case 0 -> null;
      case 1 -> "0";
      default ->
          bytes.remaining() < Short.BYTES ? "-1" : Integer.toString(bytes.getShort() & 0xFFFF);
    };
  }

  private static ContentEncoding encoding(int kind) {
    return switch (kind) {
      case 1 -> ContentEncoding.GZIP;
      case 2 -> ContentEncoding.DEFLATE;
      default -> ContentEncoding.IDENTITY;
    };
  }

  private static void answer(InferMessage message) {
    for (Tensor input : message.inputs()) {
      long elements = Tensor.elements(input.shape());
      if (input.type() != DataType.BYTES
          && input.data().remaining() != elements * input.type().bytes()) {
        throw new AssertionError(input + " is not of its size");
      }
    }
    InferReply reply = WRITER.write(message, new InferAnswer.Done("m", "1", message.inputs()));
    try {
      if (reply.body().getByte(0) != '{' || reply.headBytes() > reply.body().readableBytes()) {
        throw new AssertionError("no answer: " + reply.body().toString(UTF_8));
      }
    } finally {
      reply.body().release();
    }
  }
}
