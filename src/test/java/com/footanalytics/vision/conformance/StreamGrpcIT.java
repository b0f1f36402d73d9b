package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import inference.ModelInferRequest;
import inference.ModelStreamInferResponse;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** ModelStreamInfer: inference requests and their responses over one stream. */
@Group(value = "gRPC: stream of inferences", kind = Group.Kind.EXTENSION)
class StreamGrpcIT {

  private final Target target;
  private final Model simple;

  StreamGrpcIT(Target target) {
    this.target = target;
    simple = target.model("simple");
  }

  /** What the server sends: responses, then the status that ends the stream. */
  private static final class Received implements StreamObserver<ModelStreamInferResponse> {

    final BlockingQueue<ModelStreamInferResponse> responses = new LinkedBlockingQueue<>();
    final BlockingQueue<Status> end = new LinkedBlockingQueue<>();

    @Override
    public void onNext(ModelStreamInferResponse response) {
      responses.add(response);
    }

    @Override
    public void onError(Throwable error) {
      end.add(Status.fromThrowable(error));
    }

    @Override
    public void onCompleted() {
      end.add(Status.OK);
    }
  }

  /** Every request has its response, whose identifier is the request's. */
  @Test
  void everyRequestIsAnswered() throws InterruptedException {
    Set<String> expected = new HashSet<>();
    List<ModelInferRequest> requests = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      requests.add(request("frame-" + i, 100 * i).build());
      expected.add("frame-" + i);
    }
    Set<String> seen = new HashSet<>();
    for (ModelStreamInferResponse response : stream(requests)) {
      assertEquals("", response.getErrorMessage());
      seen.add(response.getInferResponse().getId());
    }
    assertEquals(expected, seen);
  }

  /** A response on the stream is what a call of its own gives. */
  @Test
  void aResponseIsThatOfASingleCall() throws InterruptedException {
    ModelInferRequest request = request("one", 7).build();
    ModelStreamInferResponse response = stream(List.of(request)).getFirst();
    assertEquals(
        Messages.outputs(target.grpc().call().modelInfer(request)),
        Messages.outputs(response.getInferResponse()));
  }

  /** A request in error has an error_message and the stream goes on. */
  @Test
  void afterAnErrorTheStreamGoesOn() throws InterruptedException {
    ModelInferRequest wrong = request("wrong", 1).setModelName("no-such-model").build();
    List<ModelStreamInferResponse> responses =
        stream(List.of(request("first", 1).build(), wrong, request("last", 2).build()));
    assertEquals(3, responses.size());
    assertEquals(
        1, responses.stream().filter(response -> !response.getErrorMessage().isEmpty()).count());
    assertTrue(
        responses.stream()
            .anyMatch(response -> response.getInferResponse().getId().equals("last")));
  }

  /** A stream with no request ends well. */
  @Test
  void aStreamWithoutRequestsEndsWell() throws InterruptedException {
    assertTrue(stream(List.of()).isEmpty());
  }

  /** A response comes when it is ready, not when the stream ends. */
  @Test
  void aResponseDoesNotWaitForTheEndOfTheStream() throws InterruptedException {
    Received received = new Received();
    StreamObserver<ModelInferRequest> requests =
        target.grpc().asynchronous().modelStreamInfer(received);
    try {
      requests.onNext(request("early", 3).build());
      assertNotNull(awaited(received), "a response before the end of the requests");
    } finally {
      requests.onCompleted();
    }
    assertFalse(received.end.poll(60, TimeUnit.SECONDS) == null, "the stream ends");
  }

  /** A client that goes away leaves the server as it was. */
  @Test
  void afterACancelledStreamCallsAreAnswered() throws InterruptedException {
    stream(List.of(request("before", 1).build()));
    StreamObserver<ModelInferRequest> requests =
        target.grpc().asynchronous().modelStreamInfer(new Received());
    requests.onNext(request("lost", 3).build());
    requests.onError(Status.CANCELLED.asRuntimeException());
    assertEquals(2, target.grpc().infer(request("after", 4)).getOutputsCount());
  }

  private ModelInferRequest.Builder request(String id, int first) {
    Tensor left = simple.input(0, Json.range(first, 16));
    Tensor right = simple.input(1, Json.range(1, 16));
    return Messages.raw(simple, left, right).setId(id);
  }

  private List<ModelStreamInferResponse> stream(List<ModelInferRequest> sent)
      throws InterruptedException {
    Received received = new Received();
    StreamObserver<ModelInferRequest> requests =
        target.grpc().asynchronous().modelStreamInfer(received);
    sent.forEach(requests::onNext);
    requests.onCompleted();
    Status end = received.end.poll(60, TimeUnit.SECONDS);
    assertNotNull(end, "the stream ends");
    ended(end);
    return List.copyOf(received.responses);
  }

  private ModelStreamInferResponse awaited(Received received) throws InterruptedException {
    for (int i = 0; i < 60; i++) {
      ModelStreamInferResponse response = received.responses.poll(1, TimeUnit.SECONDS);
      if (response != null) {
        return response;
      }
      Status end = received.end.peek();
      if (end != null) {
        ended(end);
      }
    }
    throw new AssertionError("no response within a minute");
  }

  private void ended(Status end) {
    if (end.getCode() == Status.Code.UNIMPLEMENTED) {
      target.refuse("the server has no ModelStreamInfer");
    }
    if (String.valueOf(end.getDescription()).startsWith("Failed to read message")) {
      target.refuse("the server's ModelStreamInfer answers with other messages");
    }
    assertTrue(end.isOk(), end::toString);
  }
}
