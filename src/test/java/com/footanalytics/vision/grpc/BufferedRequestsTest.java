package com.footanalytics.vision.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import inference.GRPCInferenceServiceGrpc;
import inference.GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase;
import inference.ModelInferRequest;
import io.grpc.HasByteBuffer;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BufferedRequestsTest {

  private static final ServerServiceDefinition PLAIN =
      new GRPCInferenceServiceImplBase() {}.bindService();
  private static final ServerServiceDefinition CHANGED = BufferedRequests.in(PLAIN);

  private final MethodDescriptor.Marshaller<?> marshaller =
      CHANGED
          .getMethod(GRPCInferenceServiceGrpc.getModelInferMethod().getFullMethodName())
          .getMethodDescriptor()
          .getRequestMarshaller();

  /** A message in pieces of native memory, as the transport has it. */
  private static final class Pieces extends ByteArrayInputStream
      implements KnownLength, HasByteBuffer {
    private final int pieceBytes;

    Pieces(byte[] bytes, int pieceBytes) {
      super(bytes);
      this.pieceBytes = pieceBytes;
    }

    @Override
    public boolean byteBufferSupported() {
      return true;
    }

    @Override
    public ByteBuffer getByteBuffer() {
      int length = Math.min(pieceBytes, available());
      return ByteBuffer.allocateDirect(length).put(buf, pos, length).flip().asReadOnlyBuffer();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 130, 4096, 1 << 20})
  void aRequestInPiecesIsTheSame(int pieceBytes) {
    byte[] tensor = new byte[10_000];
    new Random(1).nextBytes(tensor);
    ModelInferRequest request =
        Requests.pair(1, 2).toBuilder().addRawInputContents(ByteString.copyFrom(tensor)).build();
    assertEquals(request, marshaller.parse(new Pieces(request.toByteArray(), pieceBytes)));
  }

  @Test
  void anEmptyRequestIsOne() {
    assertEquals(
        ModelInferRequest.getDefaultInstance(), marshaller.parse(new Pieces(new byte[0], 8)));
  }

  @Test
  void aStreamWithoutBuffersIsReadAsEver() {
    ModelInferRequest request = Requests.raw("1", 1);
    assertEquals(request, marshaller.parse(new ByteArrayInputStream(request.toByteArray())));
  }

  @Test
  void whatIsNoMessageIsRefused() {
    StatusRuntimeException e =
        assertThrows(
            StatusRuntimeException.class,
            () -> marshaller.parse(new Pieces(new byte[] {-1, -1, -1}, 2)));
    assertEquals(Status.Code.INTERNAL, e.getStatus().getCode());
  }

  @Test
  void theServiceIsOtherwiseTheSame() {
    assertEquals(PLAIN.getMethods().size(), CHANGED.getMethods().size());
    for (var method : PLAIN.getMethods()) {
      MethodDescriptor<?, ?> before = method.getMethodDescriptor();
      var changed = CHANGED.getMethod(before.getFullMethodName());
      assertNotNull(changed);
      MethodDescriptor<?, ?> after = changed.getMethodDescriptor();
      assertEquals(before.getType(), after.getType());
      boolean infers = before.getFullMethodName().endsWith("Infer");
      assertEquals(infers, after.getRequestMarshaller() instanceof BufferedRequests);
    }
    assertNotNull(CHANGED.getServiceDescriptor().getSchemaDescriptor());
  }
}
