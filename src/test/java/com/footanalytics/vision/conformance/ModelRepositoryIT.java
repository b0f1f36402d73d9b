package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import inference.RepositoryIndexRequest;
import inference.RepositoryIndexResponse.ModelIndex;
import inference.RepositoryModelLoadRequest;
import inference.RepositoryModelUnloadRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Model repository extension. The model that is unloaded is loaded again; which it is, the setting
 * {@code repository} says.
 */
@Group(
    value = "Both: model repository",
    kind = Group.Kind.EXTENSION,
    extension = "model_repository")
class ModelRepositoryIT {

  private final Target target;
  private final Model simple;

  ModelRepositoryIT(Target target) {
    this.target = target;
    simple = target.model("simple");
  }

  /** "Index": every model with name and state. */
  @Test
  void theIndexListsEveryModelWithItsState() {
    JsonNode index = index("{}");
    assertTrue(index.findValuesAsText("name").contains(simple.name()), index::toString);
    for (JsonNode model : index) {
      assertTrue(model.path("name").isTextual(), model::toString);
      assertTrue(model.path("version").isMissingNode() || model.path("version").isTextual());
      assertTrue(model.path("state").isMissingNode() || model.path("state").isTextual());
      assertTrue(model.path("reason").isMissingNode() || model.path("reason").isTextual());
    }
  }

  /** "Index": ready restricts it to models that are. */
  @Test
  void theIndexOfReadyModelsHasNoOthers() {
    JsonNode index = index("{\"ready\": true}");
    assertTrue(index.findValuesAsText("name").contains(simple.name()), index::toString);
    index.forEach(model -> assertEquals("READY", model.path("state").asText("READY")));
  }

  /** "Index": false, the default, is everything. */
  @Test
  void readyIsFalseByDefault() {
    assertEquals(index("{}").size(), index("{\"ready\": false}").size());
  }

  /** "Load": a model that is loaded is loaded again. */
  @Test
  void aLoadedModelIsLoadedAgain() {
    String name = movable();
    assertEquals(200, target.http().get("/v2/models/" + name + "/ready").status());
  }

  /** "Load": the object's parameters are optional. */
  @Test
  void aLoadTakesAnObjectWithoutParameters() {
    String name = movable();
    target.http().post("/v2/repository/models/" + name + "/load", "{}").succeeded();
  }

  /** "Load": a failure has an error status and a message. */
  @Test
  void loadingAModelThatThereIsNotIsRefusedWithAMessage() {
    target.http().post("/v2/repository/models/no-such-model/load", "{}").error();
  }

  /** "Unload": the model is no longer ready, until it is loaded. */
  @Test
  void anUnloadedModelIsNotReadyUntilItIsLoaded() {
    String name = movable();
    target.http().post("/v2/repository/models/" + name + "/unload", "{}").succeeded();
    try {
      assertNotEquals(200, target.http().get("/v2/models/" + name + "/ready").status());
      assertFalse(index("{\"ready\": true}").findValuesAsText("name").contains(name));
      assertTrue(index("{}").findValuesAsText("name").contains(name));
    } finally {
      load(name).succeeded();
    }
    assertEquals(200, target.http().get("/v2/models/" + name + "/ready").status());
  }

  /** "GRPC": RepositoryIndex tells the same. */
  @Test
  void grpcTellsTheSameIndex() {
    List<String> names =
        target
            .grpc()
            .call()
            .repositoryIndex(RepositoryIndexRequest.getDefaultInstance())
            .getModelsList()
            .stream()
            .map(ModelIndex::getName)
            .sorted()
            .toList();
    assertEquals(index("{}").findValuesAsText("name").stream().sorted().toList(), names);
  }

  /** "GRPC": RepositoryModelLoad and RepositoryModelUnload. */
  @Test
  void grpcUnloadsAndLoads() {
    String name = movable();
    var call = target.grpc().call();
    var unload = RepositoryModelUnloadRequest.newBuilder().setModelName(name).build();
    var load = RepositoryModelLoadRequest.newBuilder().setModelName(name).build();
    try {
      call.repositoryModelUnload(unload);
      assertNotEquals(200, target.http().get("/v2/models/" + name + "/ready").status());
    } finally {
      call.repositoryModelLoad(load);
    }
    assertEquals(200, target.http().get("/v2/models/" + name + "/ready").status());
  }

  /** "GRPC": errors are told by the status. */
  @Test
  void loadingAModelThatThereIsNotIsAnErrorOverGrpc() {
    var load = RepositoryModelLoadRequest.newBuilder().setModelName("no-such-model").build();
    assertFalse(Messages.failure(() -> target.grpc().call().repositoryModelLoad(load)).isOk());
  }

  /** A model that this server lets be loaded, just loaded; servers may allow none. */
  private String movable() {
    String name = Settings.get("repository", target.identity(Datatype.FP64).name());
    Reply reply = load(name);
    return reply.status() == 200
        ? name
        : target.refuse("the server loads no models when asked: " + reply.text());
  }

  private Reply load(String name) {
    return target.http().post("/v2/repository/models/" + name + "/load");
  }

  private JsonNode index(String request) {
    JsonNode index = target.http().post("/v2/repository/index", request).succeeded().json();
    assertTrue(index.isArray(), index::toString);
    return index;
  }
}
