package com.footanalytics.vision.http;

import com.footanalytics.vision.batch.NativePool;
import com.footanalytics.vision.oip.Admission;
import com.footanalytics.vision.oip.FailureException;
import com.footanalytics.vision.oip.TensorService;
import com.footanalytics.vision.telemetry.Tracing;
import io.quarkus.runtime.ApplicationConfig;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The Open Inference Protocol's calls on the server and its models. They are answered on the event
 * loop, before the resources are asked, for inference may cost little beside the model's own time.
 * What is not theirs they leave to the resources.
 */
@Singleton
final class InferenceRoutes {
  private static final System.Logger LOG = System.getLogger(InferenceRoutes.class.getName());
  private static final int BEFORE_SERVER_LIMIT = -500;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int OK = 200;
  private static final int NOT_READY = 503;
  private static final String SERVER = "ml-pipeline";
  private static final String READY = "ready";
  private static final List<String> EXTENSIONS =
      List.of(
          "binary_tensor_data",
          "model_repository",
          "model_configuration",
          "statistics",
          "schedule_policy",
          "parameters");

  private final Provider<TensorService> service;
  private final Provider<Admission> admission;
  private final Provider<NativePool> pool;
  private final Provider<InferenceProtocolConfig> config;
  private final Provider<Tracing> tracing;
  private final JsonObject server;
  private final AtomicReference<InferExchange.@Nullable Shared> shared = new AtomicReference<>();

  InferenceRoutes(
      Provider<TensorService> service,
      Provider<Admission> admission,
      Provider<NativePool> pool,
      Provider<InferenceProtocolConfig> config,
      Provider<Tracing> tracing,
      ApplicationConfig application) {
    this.service = service;
    this.admission = admission;
    this.pool = pool;
    this.config = config;
    this.tracing = tracing;
    this.server =
        new JsonObject()
            .put("name", SERVER)
            .put("version", application.version().orElse(""))
            .put("extensions", new JsonArray(EXTENSIONS));
  }

  void register(@Observes Router router) {
    router.route("/v2*").order(BEFORE_SERVER_LIMIT).handler(this::handle);
  }

  private void handle(RoutingContext routing) {
    Optional<ProtocolCall.Address> address = ProtocolCall.at(routing.normalizedPath());
    if (address.isEmpty()) {
      routing.next();
      return;
    }
    HttpServerResponse response = routing.response();
    ProtocolCall call = address.get().call();
    String method = routing.request().method().name();
    if (!call.allows(method)) {
      response.putHeader("Allow", call.allow());
      ProtocolAnswer.error(
          response, METHOD_NOT_ALLOWED, method + " is not possible here; see the header Allow");
    } else if (call == ProtocolCall.INFER) {
      infer(routing, address.get());
    } else {
      tell(routing, address.get());
    }
  }

  private void infer(RoutingContext routing, ProtocolCall.Address address) {
    new InferExchange(
            shared(), routing, new InferExchange.Target(address.model(), address.version()))
        .start(admission.get().closed());
  }

  private void tell(RoutingContext routing, ProtocolCall.Address address) {
    int status;
    JsonObject view;
    try {
      view = view(address);
      status = Boolean.FALSE.equals(view.getBoolean(READY)) ? NOT_READY : OK;
    } catch (FailureException e) {
      status = ProtocolAnswer.status(e.failure().code());
      view = ProtocolAnswer.error(e.failure().message());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, address + " failed", e);
      status = ProtocolAnswer.status(InferExchange.INTERNAL.code());
      view = ProtocolAnswer.error(InferExchange.INTERNAL.message());
    }
    if (routing.request().method().equals(HttpMethod.HEAD)) {
      ProtocolAnswer.sendHead(routing.response(), status, view);
    } else {
      ProtocolAnswer.send(routing.response(), status, view);
    }
  }

  private JsonObject view(ProtocolCall.Address address) {
    String model = address.model();
    String version = address.version();
    return switch (address.call()) {
      case SERVER -> server;
      case ALL_STATISTICS, STATISTICS ->
          ModelViews.statistics(service.get().statistics(model, version));
      case METADATA -> ModelViews.metadata(service.get().metadata(model, version));
      case CONFIGURATION -> ModelViews.configuration(service.get().configuration(model, version));
      case READY -> readiness(model, service.get().ready(model, version));
      case INFER -> throw new IllegalStateException("inference is no view");
    };
  }

  private static JsonObject readiness(String model, boolean ready) {
    var view = new JsonObject().put("name", model).put(READY, ready);
    return ready ? view : view.put("error", "model %s does not serve".formatted(model));
  }

  private InferExchange.Shared shared() {
    InferExchange.Shared known = shared.get();
    if (known != null) {
      return known;
    }
    int maxBytes = config.get().maxBodyBytes();
    var made =
        new InferExchange.Shared(
            service.get(),
            pool.get(),
            config.get(),
            new InferRequestReader(maxBytes),
            new InferReplyWriter(maxBytes),
            tracing.get());
    shared.set(made);
    return made;
  }
}
