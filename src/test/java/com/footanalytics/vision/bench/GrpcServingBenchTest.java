package com.footanalytics.vision.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.bench.ServingBench.Result;
import inference.GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase;
import inference.ModelInferRequest;
import inference.ModelInferResponse;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@SuppressWarnings("NullAway.Init")
class GrpcServingBenchTest {
  private final AtomicReference<Status> status = new AtomicReference<>(Status.OK);
  private final Set<Integer> lengths = ConcurrentHashMap.newKeySet();
  private Server server;

  @BeforeEach
  void serve() throws IOException {
    server =
        Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
            .addService(new Identity())
            .intercept(new Timed())
            .build()
            .start();
  }

  @AfterEach
  void stop() {
    server.shutdownNow();
  }

  @Test
  void everyCaseIsMeasured() throws Exception {
    List<Result> results = bench().run(0.05, 1000);
    assertEquals(List.of(1, 16, 1, 16), results.stream().map(Result::callers).toList());
    assertEquals(List.of(4, 4, 4000, 4000), results.stream().map(Result::bytes).toList());
    assertEquals(Set.of(4, 4000), lengths);
    for (Result result : results) {
      assertEquals("gRPC", result.protocol());
      assertTrue(result.perSecond() > 0);
      assertEquals(List.of(125_000L, 125_000L), result.serverNanos());
    }
  }

  @Test
  void refusalsAreCountedAndNotTimed() throws Exception {
    status.set(Status.RESOURCE_EXHAUSTED);
    Result result = bench().run(0.02, 1).getFirst();
    assertTrue(result.refused() > 0);
    assertEquals(0, result.perSecond());
  }

  @Test
  void anotherStatusEndsTheBenchmark() {
    status.set(Status.NOT_FOUND);
    var e = assertThrows(IOException.class, () -> bench().run(0.02, 1));
    assertTrue(String.valueOf(e.getMessage()).contains("NOT_FOUND"), e::getMessage);
  }

  private ServingBench bench() {
    return ServingBench.grpc("localhost:" + server.getPort());
  }

  private final class Identity extends GRPCInferenceServiceImplBase {
    @Override
    public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> answer) {
      lengths.add(request.getRawInputContents(0).size());
      if (status.get().isOk()) {
        answer.onNext(
            ModelInferResponse.newBuilder()
                .setModelName(request.getModelName())
                .addRawOutputContents(request.getRawInputContents(0))
                .build());
        answer.onCompleted();
      } else {
        answer.onError(status.get().asRuntimeException());
      }
    }
  }

  private static final class Timed implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      var timed =
          new SimpleForwardingServerCall<Q, A>(call) {
            @Override
            public void close(Status status, Metadata trailers) {
              trailers.put(
                  Metadata.Key.of("server-timing", Metadata.ASCII_STRING_MARSHALLER),
                  "total;dur=0.125");
              super.close(status, trailers);
            }
          };
      return next.startCall(timed, headers);
    }
  }
}
