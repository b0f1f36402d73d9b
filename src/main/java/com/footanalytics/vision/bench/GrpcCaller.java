package com.footanalytics.vision.bench;

import com.google.protobuf.UnsafeByteOperations;
import inference.ModelInferRequest;
import inference.ModelInferRequest.InferInputTensor;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A caller over gRPC whose request is made once and whose answers are not looked at. */
final class GrpcCaller implements Caller {
  private static final int MAX_MESSAGE_BYTES = 64 << 20;

  private static final Metadata.Key<String> TIMING =
      Metadata.Key.of("server-timing", Metadata.ASCII_STRING_MARSHALLER);

  private static final MethodDescriptor<byte[], Boolean> INFER =
      MethodDescriptor.<byte[], Boolean>newBuilder()
          .setType(MethodType.UNARY)
          .setFullMethodName("inference.GRPCInferenceService/ModelInfer")
          .setRequestMarshaller(new Ready())
          .setResponseMarshaller(new Ignored())
          .build();

  private final byte[] request;
  private final AtomicReference<@Nullable Metadata> trailers = new AtomicReference<>();
  private final ManagedChannel channel;
  private final Channel timed;

  /**
   * @param address host and port
   * @param request as {@link #request} makes it, shared with other callers
   */
  GrpcCaller(String address, byte[] request) {
    this.request = request;
    this.channel =
        ManagedChannelBuilder.forTarget("dns:///" + address)
            .usePlaintext()
            .directExecutor()
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .build();
    this.timed =
        ClientInterceptors.intercept(
            channel,
            MetadataUtils.newCaptureMetadataInterceptor(new AtomicReference<>(), trailers));
  }

  /**
   * A request for the inference of a row of float32.
   *
   * @param input the model's
   * @param tensor little-endian elements
   */
  static byte[] request(String model, String input, byte[] tensor) {
    return ModelInferRequest.newBuilder()
        .setModelName(model)
        .addInputs(
            InferInputTensor.newBuilder()
                .setName(input)
                .setDatatype("FP32")
                .addShape(1)
                .addShape(tensor.length / Float.BYTES))
        .addRawInputContents(UnsafeByteOperations.unsafeWrap(tensor))
        .build()
        .toByteArray();
  }

  @Override
  public long ask() throws IOException {
    try {
      ClientCalls.blockingUnaryCall(timed, INFER, CallOptions.DEFAULT, request);
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED) {
        return REFUSED;
      }
      throw new IOException("answered " + e.getStatus(), e);
    }
    Metadata told = trailers.get();
    String timing = told == null ? null : told.get(TIMING);
    return timing == null ? 0 : Timing.nanos(timing);
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }

  /** Requests that are bytes already. */
  private static final class Ready implements Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new Message(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      throw new UnsupportedOperationException("requests are not read here");
    }
  }

  private static final class Message extends ByteArrayInputStream
      implements Drainable, KnownLength {
    Message(byte[] bytes) {
      super(bytes);
    }

    @Override
    public int drainTo(OutputStream target) throws IOException {
      int bytes = count - pos;
      target.write(buf, pos, bytes);
      pos = count;
      return bytes;
    }
  }

  /** Answers are read to their ends, as any caller has to. */
  private static final class Ignored implements Marshaller<Boolean> {
    @Override
    public InputStream stream(Boolean value) {
      throw new UnsupportedOperationException("answers are not written here");
    }

    @Override
    public Boolean parse(InputStream stream) {
      try {
        stream.skipNBytes(stream.available());
        return true;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
