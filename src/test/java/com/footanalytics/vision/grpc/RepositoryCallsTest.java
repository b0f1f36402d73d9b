package com.footanalytics.vision.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.oip.Failure;
import com.footanalytics.vision.oip.FailureException;
import com.footanalytics.vision.pipeline.TestingModelControl;
import inference.ModelRepositoryParameter;
import inference.RepositoryIndexRequest;
import inference.RepositoryIndexResponse.ModelIndex;
import inference.RepositoryModelLoadRequest;
import inference.RepositoryModelUnloadRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryCallsTest {

  private final RepositoryCalls calls = new RepositoryCalls(new TestingModelControl());

  @Test
  void theIndexListsEveryVersionWithItsState() {
    assertEquals(List.of("READY", "UNAVAILABLE"), states(false));
    ModelIndex refused = calls.index(RepositoryIndexRequest.getDefaultInstance()).getModels(1);
    assertEquals("football", refused.getName());
    assertEquals("2", refused.getVersion());
    assertEquals("football:2: not loaded yet", refused.getReason());
  }

  @Test
  void theIndexListsOnlyWhatServesWhereAsked() {
    assertEquals(List.of("READY"), states(true));
  }

  @Test
  void aModelIsUnloadedAndLoadedAgain() {
    calls.unload(
        RepositoryModelUnloadRequest.newBuilder()
            .setModelName("football")
            .putParameters("unload_dependents", parameter().setBoolParam(false).build())
            .build());
    assertEquals(List.of(), states(true));
    calls.load(load().putParameters("version", parameter().setInt64Param(1).build()).build());
    assertEquals(List.of("READY"), states(true));
  }

  @Test
  void aModelThatCannotBeLoadedIsRefusedWithTheReason() {
    var request = load().putParameters("version", parameter().setStringParam("2").build()).build();
    ModelException e = assertThrows(ModelException.class, () -> calls.load(request));
    assertEquals("football:2: sha256 differs", e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "x", "1.5", "../1"})
  void aVersionThatIsNoneIsRefused(String version) {
    refused(
        Failure.Code.INVALID,
        load().putParameters("version", parameter().setStringParam(version).build()));
  }

  @Test
  void aNameThatIsNoneIsRefused() {
    refused(Failure.Code.INVALID, load().setModelName("../football"));
    refused(Failure.Code.INVALID, load().setModelName(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"config", "file:1/model.onnx"})
  void modelsThatTheRequestBringsAreNotTaken(String name) {
    refused(
        Failure.Code.UNSUPPORTED,
        load().putParameters(name, parameter().setStringParam("{}").build()));
  }

  @Test
  void thereIsOneRepository() {
    refused(Failure.Code.NOT_FOUND, load().setRepositoryName("other"));
  }

  private void refused(Failure.Code code, RepositoryModelLoadRequest.Builder request) {
    FailureException e = assertThrows(FailureException.class, () -> calls.load(request.build()));
    assertEquals(code, e.failure().code());
  }

  private List<String> states(boolean ready) {
    return calls
        .index(RepositoryIndexRequest.newBuilder().setReady(ready).build())
        .getModelsList()
        .stream()
        .map(ModelIndex::getState)
        .toList();
  }

  private static RepositoryModelLoadRequest.Builder load() {
    return RepositoryModelLoadRequest.newBuilder().setModelName("football");
  }

  private static ModelRepositoryParameter.Builder parameter() {
    return ModelRepositoryParameter.newBuilder();
  }
}
