package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import inference.ModelMetadataResponse;
import inference.ModelMetadataResponse.TensorMetadata;
import inference.ModelReadyRequest;
import inference.ServerLiveRequest;
import inference.ServerMetadataRequest;
import inference.ServerMetadataResponse;
import inference.ServerReadyRequest;
import io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** GRPC: "Health" and "Metadata". */
@Group(value = "gRPC: health and metadata", kind = Group.Kind.STANDARD)
class ServerGrpcIT {

  private final GrpcApi grpc;
  private final Model model;

  ServerGrpcIT(Target target) {
    grpc = target.grpc();
    model = target.model("simple");
  }

  /** "Server Live". */
  @Test
  void liveIsTrueOfAServerThatAnswers() {
    assertTrue(grpc.call().serverLive(ServerLiveRequest.getDefaultInstance()).getLive());
  }

  /** "Server Ready". */
  @Test
  void readyIsTrueWhenTheServerIsReady() {
    assertTrue(grpc.call().serverReady(ServerReadyRequest.getDefaultInstance()).getReady());
  }

  /** "Model Ready": without a version the server chooses one. */
  @Test
  void aReadyModelIsReady() {
    assertTrue(ready(model.name(), ""));
  }

  /** "Model Ready": the version of the model to check. */
  @Test
  void aReadyVersionIsReady() {
    Assumptions.assumeFalse(model.versions().isEmpty(), "the server lists no versions");
    model.versions().forEach(version -> assertTrue(ready(model.name(), version)));
  }

  /** "Model Ready": false, or a status that is not OK. */
  @Test
  void anUnknownModelIsNotReady() {
    assertFalse(readyOrError("no-such-model", ""));
  }

  /** "Model Ready": false, or a status that is not OK. */
  @Test
  void anUnknownVersionIsNotReady() {
    assertFalse(readyOrError(model.name(), "987654"));
  }

  /** "Server Metadata": name and version. */
  @Test
  void theServerHasNameAndVersion() {
    ServerMetadataResponse metadata =
        grpc.call().serverMetadata(ServerMetadataRequest.getDefaultInstance());
    assertFalse(metadata.getName().isBlank());
    assertFalse(metadata.getVersion().isBlank());
  }

  /** "Model Metadata": name and platform. */
  @Test
  void theMetadataCarryNameAndPlatform() {
    ModelMetadataResponse metadata = grpc.metadata(model.name(), "");
    assertEquals(model.name(), metadata.getName());
    assertFalse(metadata.getPlatform().isBlank());
  }

  /** "Model Metadata": inputs and outputs with name, datatype and shape. */
  @Test
  void everyTensorHasNameDatatypeAndShape() {
    ModelMetadataResponse metadata = grpc.metadata(model.name(), "");
    assertEquals(2, metadata.getInputsCount());
    assertEquals(2, metadata.getOutputsCount());
    metadata.getInputsList().forEach(ServerGrpcIT::described);
    metadata.getOutputsList().forEach(ServerGrpcIT::described);
  }

  /** "Model Metadata": each version that is listed is available. */
  @Test
  void eachListedVersionCanBeAskedFor() {
    Assumptions.assumeFalse(model.versions().isEmpty(), "the server lists no versions");
    for (String version : model.versions()) {
      assertEquals(model.name(), grpc.metadata(model.name(), version).getName());
    }
  }

  /** "Model Metadata": a variable-size dimension is -1. */
  @Test
  void aDimensionOfAnySizeIsMinusOne(Target target) {
    Model identity = target.model("identity");
    assertTrue(grpc.metadata(identity.name(), "").getInputs(0).getShapeList().contains(-1L));
  }

  /** "Model Metadata": errors are told by the status. */
  @Test
  void metadataOfAnUnknownModelAreAnError() {
    assertFalse(Messages.failure(() -> grpc.metadata("no-such-model", "")).isOk());
  }

  /** "Model Metadata": errors are told by the status. */
  @Test
  void metadataOfAnUnknownVersionAreAnError() {
    assertFalse(Messages.failure(() -> grpc.metadata(model.name(), "987654")).isOk());
  }

  private static void described(TensorMetadata tensor) {
    assertFalse(tensor.getName().isBlank());
    assertEquals("INT32", tensor.getDatatype());
    assertTrue(tensor.getShapeCount() > 0);
  }

  private boolean readyOrError(String name, String version) {
    try {
      return ready(name, version);
    } catch (StatusRuntimeException e) {
      return false;
    }
  }

  private boolean ready(String name, String version) {
    ModelReadyRequest request =
        ModelReadyRequest.newBuilder().setName(name).setVersion(version).build();
    return grpc.call().modelReady(request).getReady();
  }
}
