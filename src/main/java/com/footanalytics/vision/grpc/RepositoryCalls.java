package com.footanalytics.vision.grpc;

import com.footanalytics.vision.model.ModelId;
import com.footanalytics.vision.model.ModelStatus;
import com.footanalytics.vision.oip.Failure;
import com.footanalytics.vision.oip.FailureException;
import com.footanalytics.vision.pipeline.ModelControl;
import inference.ModelRepositoryParameter;
import inference.RepositoryIndexRequest;
import inference.RepositoryIndexResponse;
import inference.RepositoryIndexResponse.ModelIndex;
import inference.RepositoryModelLoadRequest;
import inference.RepositoryModelLoadResponse;
import inference.RepositoryModelUnloadRequest;
import inference.RepositoryModelUnloadResponse;
import java.util.Map;

/**
 * The model repository as Triton's extension of the Open Inference Protocol has it. The parameter
 * {@code version} chooses one; without it the default one is loaded, and all are unloaded.
 */
final class RepositoryCalls {

  private static final String VERSION = "version";

  private final ModelControl models;

  RepositoryCalls(ModelControl models) {
    this.models = models;
  }

  RepositoryIndexResponse index(RepositoryIndexRequest request) {
    checkRepository(request.getRepositoryName());
    var response = RepositoryIndexResponse.newBuilder();
    for (ModelStatus status : models.index()) {
      if (!request.getReady() || status.state() == ModelStatus.State.READY) {
        response.addModels(
            ModelIndex.newBuilder()
                .setName(status.id().name())
                .setVersion(Integer.toString(status.id().version()))
                .setState(status.state().name())
                .setReason(status.reason()));
      }
    }
    return response.build();
  }

  /** Answers when the model serves. */
  RepositoryModelLoadResponse load(RepositoryModelLoadRequest request) {
    checkRepository(request.getRepositoryName());
    for (String name : request.getParametersMap().keySet()) {
      if (name.equals("config") || name.startsWith("file:")) {
        throw new FailureException(
            Failure.Code.UNSUPPORTED,
            "parameter %s: models are loaded from the repository only".formatted(name));
      }
    }
    models.load(choice(request.getModelName(), request.getParametersMap()));
    return RepositoryModelLoadResponse.getDefaultInstance();
  }

  /** Answers when the model gets no more work; what it has may still run. */
  RepositoryModelUnloadResponse unload(RepositoryModelUnloadRequest request) {
    checkRepository(request.getRepositoryName());
    models.unload(choice(request.getModelName(), request.getParametersMap()));
    return RepositoryModelUnloadResponse.getDefaultInstance();
  }

  private static void checkRepository(String name) {
    if (!name.isEmpty()) {
      throw new FailureException(
          Failure.Code.NOT_FOUND, "repository: %s (expected: none named)".formatted(name));
    }
  }

  private static String choice(String model, Map<String, ModelRepositoryParameter> parameters) {
    ModelRepositoryParameter parameter =
        parameters.getOrDefault(VERSION, ModelRepositoryParameter.getDefaultInstance());
    String version =
        switch (parameter.getParameterChoiceCase()) {
          case STRING_PARAM -> parameter.getStringParam();
          case INT64_PARAM -> Long.toString(parameter.getInt64Param());
          case BOOL_PARAM -> Boolean.toString(parameter.getBoolParam());
          case BYTES_PARAM -> parameter.getBytesParam().toStringUtf8();
          case PARAMETERCHOICE_NOT_SET -> "";
        };
    if (!ModelId.isName(model) || !(version.isEmpty() || ModelId.isVersion(version))) {
      throw new FailureException(
          Failure.Code.INVALID,
          "model: %s version '%s' (expected: a lower-case name, a positive whole number)"
              .formatted(model, version));
    }
    return version.isEmpty() ? model : model + ":" + version;
  }
}
