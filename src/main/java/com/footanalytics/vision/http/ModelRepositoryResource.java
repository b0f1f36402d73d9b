package com.footanalytics.vision.http;

import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelId;
import com.footanalytics.vision.model.ModelStatus;
import com.footanalytics.vision.pipeline.ModelControl;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The model repository as Triton's extension of the Open Inference Protocol has it: index, load,
 * unload.
 */
@Path("/v2/repository")
@Singleton
@Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
@Produces(MediaType.APPLICATION_JSON)
public final class ModelRepositoryResource {

  private final ModelControl models;

  ModelRepositoryResource(ModelControl models) {
    this.models = models;
  }

  /**
   * What may be left out of an index request.
   *
   * @param ready whether only models that serve are listed
   */
  public record IndexRequest(@Nullable Boolean ready) {}

  /**
   * What may be left out of a load or unload request.
   *
   * @param parameters {@code version} chooses one; without it the default one is loaded, and all
   *     are unloaded
   */
  public record ModelRequest(@Nullable Map<String, Object> parameters) {}

  /** One version of a model. */
  public record Entry(String name, String version, String state, String reason) {

    static Entry of(ModelStatus status) {
      return new Entry(
          status.id().name(),
          Integer.toString(status.id().version()),
          status.state().name(),
          status.reason());
    }
  }

  @POST
  @Path("index")
  @RunOnVirtualThread
  public List<Entry> index(@Nullable IndexRequest request) {
    boolean onlyReady = request != null && Boolean.TRUE.equals(request.ready());
    return models.index().stream()
        .filter(status -> !onlyReady || status.state() == ModelStatus.State.READY)
        .map(Entry::of)
        .toList();
  }

  /** Answers when the model serves. */
  @POST
  @Path("models/{model}/load")
  @RunOnVirtualThread
  public Map<String, String> load(
      @PathParam("model") String model, @Nullable ModelRequest request) {
    return answer(() -> models.load(choice(model, request)));
  }

  /** Answers when the model gets no more work; what it has may still run. */
  @POST
  @Path("models/{model}/unload")
  @RunOnVirtualThread
  public Map<String, String> unload(
      @PathParam("model") String model, @Nullable ModelRequest request) {
    return answer(() -> models.unload(choice(model, request)));
  }

  private static Map<String, String> answer(Runnable action) {
    try {
      action.run();
      return Map.of();
    } catch (ModelException e) {
      throw HttpProblem.badRequest(String.valueOf(e.getMessage()));
    }
  }

  private static String choice(String model, @Nullable ModelRequest request) {
    String version =
        Optional.ofNullable(request)
            .map(ModelRequest::parameters)
            .map(parameters -> parameters.get("version"))
            .map(Object::toString)
            .orElse("");
    if (!ModelId.isName(model) || !(version.isEmpty() || ModelId.isVersion(version))) {
      throw HttpProblem.badRequest(
          "model: %s version '%s' (expected: a lower-case name, a positive whole number)"
              .formatted(model, version));
    }
    return version.isEmpty() ? model : model + ":" + version;
  }
}
