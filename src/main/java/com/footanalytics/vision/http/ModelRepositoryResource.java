package com.footanalytics.vision.http;

import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelId;
import com.footanalytics.vision.model.ModelStatus;
import com.footanalytics.vision.pipeline.ModelControl;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The model repository as Triton's extension of the Open Inference Protocol has it: index, load,
 * unload.
 */
@Path("/v2/repository")
@Singleton
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public final class ModelRepositoryResource {

  private static final int MAX_BODY_BYTES = 1 << 16;
  private static final String FILE = "file:";
  private static final String CONFIG = "config";

  private final ModelControl models;

  ModelRepositoryResource(ModelControl models) {
    this.models = models;
  }

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

  /** Lists versions; with {@code {"ready": true}} only those that serve. */
  @POST
  @Path("index")
  @RunOnVirtualThread
  public List<Entry> index(@Nullable InputStream body) throws IOException {
    Object ready = read(body).getValue("ready", false);
    if (!(ready instanceof Boolean onlyReady)) {
      throw HttpProblem.badRequest("ready: %s (expected: true or false)".formatted(ready));
    }
    return models.index().stream()
        .filter(status -> !onlyReady || status.state() == ModelStatus.State.READY)
        .map(Entry::of)
        .toList();
  }

  /**
   * Answers when the model serves. The parameter {@code version} chooses one; without it the
   * default one is loaded.
   */
  @POST
  @Path("models/{model}/load")
  @RunOnVirtualThread
  public Map<String, String> load(@PathParam("model") String model, @Nullable InputStream body)
      throws IOException {
    JsonObject parameters = parameters(body);
    for (String name : parameters.fieldNames()) {
      if (name.equals(CONFIG) || name.startsWith(FILE)) {
        throw HttpProblem.badRequest(
            "parameter %s: not offered (expected: models from the repository alone)"
                .formatted(name));
      }
    }
    return answer(() -> models.load(choice(model, parameters)));
  }

  /**
   * Answers when the model gets no more work; what it has may still run. The parameter {@code
   * version} chooses one; without it all are unloaded.
   */
  @POST
  @Path("models/{model}/unload")
  @RunOnVirtualThread
  public Map<String, String> unload(@PathParam("model") String model, @Nullable InputStream body)
      throws IOException {
    JsonObject parameters = parameters(body);
    return answer(() -> models.unload(choice(model, parameters)));
  }

  private static Map<String, String> answer(Runnable action) {
    try {
      action.run();
      return Map.of();
    } catch (ModelException e) {
      throw HttpProblem.badRequest(String.valueOf(e.getMessage()));
    }
  }

  private static JsonObject parameters(@Nullable InputStream body) throws IOException {
    Object parameters = read(body).getValue("parameters");
    return switch (parameters) {
      case null -> new JsonObject();
      case JsonObject object -> object;
      default -> throw HttpProblem.badRequest("parameters: expected an object");
    };
  }

  /** A JSON object; one without anything where there is no body. */
  private static JsonObject read(@Nullable InputStream body) throws IOException {
    byte[] text = body == null ? new byte[0] : Bodies.read(body, MAX_BODY_BYTES);
    try {
      return text.length == 0 ? new JsonObject() : new JsonObject(Buffer.buffer(text));
    } catch (DecodeException e) {
      throw HttpProblem.badRequest("the body is no JSON object");
    }
  }

  private static String choice(String model, JsonObject parameters) {
    String version = String.valueOf(parameters.getValue("version", ""));
    if (!ModelId.isName(model) || !(version.isEmpty() || ModelId.isVersion(version))) {
      throw HttpProblem.badRequest(
          "model: %s version '%s' (expected: a lower-case name, a positive whole number)"
              .formatted(model, version));
    }
    return version.isEmpty() ? model : model + ":" + version;
  }
}
