package com.footanalytics.load.traffic;

import static io.gatling.javaapi.core.CoreDsl.ByteArrayBody;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.jmesPath;
import static io.gatling.javaapi.core.CoreDsl.listFeeder;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;
import static java.util.Objects.requireNonNull;

import com.footanalytics.load.grpc.Answers;
import com.footanalytics.load.grpc.GrpcRequest;
import com.footanalytics.load.profile.Request;
import com.google.protobuf.ByteString;
import inference.GRPCInferenceServiceGrpc;
import inference.ModelInferRequest;
import inference.ModelInferRequest.InferInputTensor;
import inference.ModelInferResponse;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.exec.Executable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pictures whose objects are asked for, over HTTP and over gRPC. */
final class Inferences {

  private static final String PICTURE = "picture";
  private static final String REQUEST = "request";
  private static final Duration SLACK = Duration.ofSeconds(1);
  private static final long NANOS_PER_MICRO = 1000;
  private static final int OK = 200;

  private final Traffic traffic;
  private final Attempts attempts;

  Inferences(Traffic traffic, Attempts attempts) {
    this.traffic = traffic;
    this.attempts = attempts;
  }

  ChainBuilder detect() {
    String path = "/v1/detect?timeout=" + traffic.deadline().toNanos() / NANOS_PER_MICRO;
    Executable request =
        http(Request.DETECT.label())
            .post(session -> attempts.endpoint(session).url(path))
            .header("Content-Type", "image/jpeg")
            .body(ByteArrayBody(session -> session.<byte[]>get(PICTURE)))
            .requestTimeout(traffic.deadline().plus(SLACK))
            .check(status().is(OK), jmesPath("objects").exists());
    return feed(listFeeder(pictures()).random()).exec(attempts.at(Request.DETECT, request));
  }

  ChainBuilder modelInfer() {
    Executable request =
        GrpcRequest.unary(
            Request.MODEL_INFER.label(),
            GRPCInferenceServiceGrpc.getModelInferMethod(),
            traffic.deadline(),
            session -> traffic.target().channels().to(attempts.endpoint(session).grpc()),
            session -> requireNonNull(session.<ModelInferRequest>get(REQUEST)),
            () -> Answers.single(Inferences::fault));
    return feed(listFeeder(requests()).random()).exec(attempts.at(Request.MODEL_INFER, request));
  }

  private static Optional<String> fault(ModelInferResponse answer) {
    return answer.getOutputsCount() > 0 ? Optional.empty() : Optional.of("no outputs");
  }

  private List<Map<String, Object>> pictures() {
    return traffic.target().feed().pictures().stream()
        .map(picture -> Map.<String, Object>of(PICTURE, picture))
        .toList();
  }

  private List<Map<String, Object>> requests() {
    return traffic.target().feed().pictures().stream()
        .map(picture -> Map.<String, Object>of(REQUEST, request(picture)))
        .toList();
  }

  /** The picture as it is, in the place of the tensor of pixels. */
  private ModelInferRequest request(byte[] picture) {
    ByteBuffer element =
        ByteBuffer.allocate(Integer.BYTES + picture.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(picture.length)
            .put(picture)
            .flip();
    return ModelInferRequest.newBuilder()
        .setModelName(traffic.target().model().name())
        .addInputs(
            InferInputTensor.newBuilder()
                .setName(traffic.target().model().input())
                .setDatatype("BYTES")
                .addShape(1))
        .addRawInputContents(ByteString.copyFrom(element))
        .build();
  }
}
