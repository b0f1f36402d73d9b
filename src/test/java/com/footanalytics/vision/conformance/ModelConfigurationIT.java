package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import inference.DataType;
import inference.ModelConfig;
import inference.ModelConfigRequest;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Model configuration extension. */
@Group(
    value = "Both: model configuration",
    kind = Group.Kind.EXTENSION,
    extension = "model_configuration")
class ModelConfigurationIT {

  private final Target target;
  private final Model model;

  ModelConfigurationIT(Target target) {
    this.target = target;
    model = target.model("simple");
  }

  /** "HTTP/REST": ModelConfig as JSON, name. */
  @Test
  void theConfigurationNamesTheModel() {
    assertEquals(model.name(), configuration().path("name").asText());
  }

  /** ModelConfig: max_batch_size, which load generators read. */
  @Test
  void theConfigurationHasTheLargestBatch() {
    JsonNode size = configuration().path("max_batch_size");
    assertTrue(size.isIntegralNumber() && size.asInt() >= 0, size::toString);
  }

  /** ModelConfig: input and output, with types by their names in the enumeration. */
  @Test
  void inputsAndOutputsAreThoseOfTheMetadata() {
    ports(configuration().path("input"), model.inputs());
    ports(configuration().path("output"), model.outputs());
  }

  /** ModelConfig: dims leave the batch out. */
  @Test
  void dimensionsDoNotCountTheBatch() {
    JsonNode configuration = configuration();
    Assumptions.assumeTrue(
        configuration.path("max_batch_size").asInt() > 0, "the model takes no batches");
    JsonNode dimensions = configuration.path("input").path(0).path("dims");
    assertEquals(1, dimensions.size());
    assertEquals(16, dimensions.path(0).asInt());
  }

  /** "HTTP/REST": the path with a version. */
  @Test
  void aVersionHasItsConfiguration() {
    Assumptions.assumeFalse(model.versions().isEmpty(), "the server lists no versions");
    Reply reply = target.http().get(model.path(model.versions().getFirst()) + "/config");
    assertEquals(model.name(), reply.succeeded().json().path("name").asText());
  }

  /** "HTTP/REST": the error object. */
  @Test
  void anUnknownModelIsRefusedWithAMessage() {
    target.http().get("/v2/models/no-such-model/config").error();
  }

  /** "GRPC": ModelConfig. */
  @Test
  void grpcTellsTheSameConfiguration() {
    ModelConfig config = overGrpc(model.name());
    assertEquals(model.name(), config.getName());
    assertEquals(configuration().path("max_batch_size").asInt(), config.getMaxBatchSize());
    assertEquals(2, config.getInputCount());
    assertEquals(DataType.TYPE_INT32, config.getInput(0).getDataType());
    assertEquals(2, config.getOutputCount());
  }

  /** "GRPC": errors are told by the status. */
  @Test
  void anUnknownModelIsAnErrorOverGrpc() {
    assertFalse(Messages.failure(() -> overGrpc("no-such-model")).isOk());
  }

  private JsonNode configuration() {
    return target.http().get(model.path() + "/config").succeeded().json();
  }

  private ModelConfig overGrpc(String name) {
    return target
        .grpc()
        .call()
        .modelConfig(ModelConfigRequest.newBuilder().setName(name).build())
        .getConfig();
  }

  private static void ports(JsonNode described, List<Model.Port> expected) {
    assertEquals(
        expected.stream().map(Model.Port::name).toList(), described.findValuesAsText("name"));
    for (JsonNode port : described) {
      assertEquals("TYPE_INT32", port.path("data_type").asText());
    }
  }
}
