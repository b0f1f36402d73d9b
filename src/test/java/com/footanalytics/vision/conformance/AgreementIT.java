package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import inference.ModelInferResponse;
import inference.ServerMetadataRequest;
import inference.ServerMetadataResponse;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** GRPC: the API follows the concepts of HTTP/REST, so that both tell the same of one server. */
@Group(value = "Both: HTTP and gRPC agree", kind = Group.Kind.STANDARD)
class AgreementIT {

  private final Target target;
  private final HttpApi http;
  private final GrpcApi grpc;

  AgreementIT(Target target) {
    this.target = target;
    http = target.http();
    grpc = target.grpc();
  }

  /** "Server Metadata". */
  @Test
  void theServersMetadataAreTheSame() {
    JsonNode overHttp = http.get("/v2").json();
    ServerMetadataResponse overGrpc =
        grpc.call().serverMetadata(ServerMetadataRequest.getDefaultInstance());
    assertEquals(overHttp.path("name").asText(), overGrpc.getName());
    assertEquals(overHttp.path("version").asText(), overGrpc.getVersion());
    Set<String> extensions = new TreeSet<>();
    overHttp.path("extensions").forEach(extension -> extensions.add(extension.asText()));
    assertEquals(extensions, new TreeSet<>(overGrpc.getExtensionsList()));
  }

  /** "Model Metadata". */
  @Test
  void aModelsMetadataAreTheSame() {
    for (String part : new String[] {"simple", "identity"}) {
      Model model = target.model(part);
      JsonNode overHttp = http.get(model.path()).json();
      assertEquals(Model.of(overHttp), Model.of(grpc.metadata(model.name(), "")));
      assertEquals(
          overHttp.path("platform").asText(), grpc.metadata(model.name(), "").getPlatform());
    }
  }

  /** "Inference". */
  @Test
  void anInferencesResultsAreTheSame() {
    Model simple = target.model("simple");
    Tensor left = simple.input(0, 2, Json.range(100, 32));
    Tensor right = simple.input(1, 2, Json.range(-5, 32));
    Answer overHttp = http.answer(simple, InferBody.of(left, right));
    ModelInferResponse overGrpc = grpc.infer(Messages.raw(simple, left, right));
    assertEquals(overHttp.outputs(), Messages.outputs(overGrpc));
    assertEquals(overHttp.json().path("model_version").asText(""), overGrpc.getModelVersion());
  }

  /** "Tensor Data Types". */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FP16")
  void everyDatatypeIsTheSame(Datatype datatype) {
    Model model = target.identity(datatype);
    Tensor sent = model.input(0, datatype.samples());
    assertEquals(
        http.answer(model, InferBody.of(sent)).outputs(),
        Messages.outputs(grpc.infer(Messages.typed(model, sent))));
  }

  /** "Inference Request JSON Object" and ModelInferRequest: id. */
  @Test
  void theIdIsTheSame() {
    Model model = target.model("identity");
    Tensor sent = model.input(0, Json.range(0, 3));
    Answer overHttp = http.answer(model, InferBody.of(sent).id("same"));
    assertEquals(
        overHttp.json().path("id").asText(),
        grpc.infer(Messages.raw(model, sent).setId("same")).getId());
  }

  /** Errors: what one refuses the other does not answer. */
  @Test
  void whatHttpRefusesGrpcRefuses() {
    Model simple = target.model("simple");
    Tensor left = simple.input(0, Json.range(0, 16));
    http.infer(simple, InferBody.of(left)).error();
    assertFalse(Messages.failure(() -> grpc.infer(Messages.raw(simple, left))).isOk());
  }
}
