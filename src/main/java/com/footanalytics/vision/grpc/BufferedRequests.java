package com.footanalytics.vision.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import inference.ModelInferRequest;
import io.grpc.HasByteBuffer;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;

/**
 * Reads requests for inference right out of the transport's buffers, so that tensors are copied to
 * the heap once; gRPC's own way copies them twice.
 */
final class BufferedRequests implements Marshaller<ModelInferRequest> {

  private final Marshaller<ModelInferRequest> plain;

  private BufferedRequests(Marshaller<ModelInferRequest> plain) {
    this.plain = plain;
  }

  /** A service whose requests for inference, and no others, are read so. */
  static ServerServiceDefinition in(ServerServiceDefinition service) {
    var methods = new ArrayList<ServerMethodDefinition<?, ?>>();
    for (ServerMethodDefinition<?, ?> method : service.getMethods()) {
      methods.add(with(method));
    }
    var descriptor =
        ServiceDescriptor.newBuilder(service.getServiceDescriptor().getName())
            .setSchemaDescriptor(service.getServiceDescriptor().getSchemaDescriptor());
    methods.forEach(method -> descriptor.addMethod(method.getMethodDescriptor()));
    var changed = ServerServiceDefinition.builder(descriptor.build());
    methods.forEach(changed::addMethod);
    return changed.build();
  }

  @SuppressWarnings("unchecked") // its requests are of that class
  private static <Q, A> ServerMethodDefinition<?, A> with(ServerMethodDefinition<Q, A> method) {
    MethodDescriptor<Q, A> descriptor = method.getMethodDescriptor();
    boolean infers =
        descriptor.getRequestMarshaller() instanceof MethodDescriptor.ReflectableMarshaller<Q> r
            && r.getMessageClass() == ModelInferRequest.class;
    if (!infers) {
      return method;
    }
    var inferring = (ServerMethodDefinition<ModelInferRequest, A>) method;
    MethodDescriptor<ModelInferRequest, A> plain = inferring.getMethodDescriptor();
    return ServerMethodDefinition.create(
        plain.toBuilder(
                new BufferedRequests(plain.getRequestMarshaller()), plain.getResponseMarshaller())
            .build(),
        inferring.getServerCallHandler());
  }

  @Override
  public InputStream stream(ModelInferRequest value) {
    return plain.stream(value);
  }

  @Override
  public ModelInferRequest parse(InputStream stream) {
    if (!(stream instanceof KnownLength)
        || !(stream instanceof HasByteBuffer buffers)
        || !buffers.byteBufferSupported()
        || !stream.markSupported()) {
      return plain.parse(stream);
    }
    try {
      stream.mark(stream.available());
      CodedInputStream input = contents(stream, buffers).newCodedInput();
      input.setSizeLimit(Integer.MAX_VALUE);
      ModelInferRequest request = ModelInferRequest.parseFrom(input);
      input.checkLastTagWas(0);
      return request;
    } catch (InvalidProtocolBufferException e) {
      throw Status.INTERNAL
          .withDescription("Invalid protobuf byte sequence")
          .withCause(e)
          .asRuntimeException();
    } catch (IOException e) {
      throw new IllegalStateException("a message in memory cannot be read", e);
    }
  }

  /** The rest of a stream, in its own memory; the mark keeps that from being freed. */
  private static ByteString contents(InputStream stream, HasByteBuffer buffers) throws IOException {
    var parts = new ArrayList<ByteString>();
    while (stream.available() > 0) {
      ByteBuffer part = buffers.getByteBuffer();
      if (part == null) {
        throw new IOException("%d bytes of it are missing".formatted(stream.available()));
      }
      int length = part.remaining();
      parts.add(UnsafeByteOperations.unsafeWrap(part));
      if (stream.skip(length) != length) {
        throw new IOException("its buffers are shorter than they say");
      }
    }
    return ByteString.copyFrom(parts);
  }
}
