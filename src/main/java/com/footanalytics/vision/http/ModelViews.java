package com.footanalytics.vision.http;

import com.footanalytics.vision.infer.DataType;
import com.footanalytics.vision.oip.ModelConfiguration;
import com.footanalytics.vision.oip.ModelMetadata;
import com.footanalytics.vision.oip.ModelStatistics;
import com.footanalytics.vision.oip.TensorMetadata;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;

/** What is told about models, in the protocol's words. */
final class ModelViews {
  private static final ModelStatistics.Total NEVER = new ModelStatistics.Total(0, 0);

  private ModelViews() {}

  static JsonObject metadata(ModelMetadata model) {
    var view =
        new JsonObject()
            .put("name", model.name())
            .put("versions", new JsonArray(model.versions()))
            .put("platform", model.platform())
            .put("inputs", list(model.inputs(), ModelViews::tensor))
            .put("outputs", list(model.outputs(), ModelViews::tensor));
    if (!model.properties().isEmpty()) {
      var properties = new JsonObject();
      model.properties().forEach(properties::put);
      view.put("properties", properties);
    }
    return view;
  }

  static JsonObject configuration(ModelConfiguration model) {
    String kind = model.gpu() ? "KIND_GPU" : "KIND_CPU";
    var view =
        new JsonObject()
            .put("name", model.name())
            .put("platform", model.platform())
            .put("backend", model.backend())
            .put("version_policy", latest())
            .put("max_batch_size", model.maxBatchSize())
            .put("input", list(model.inputs(), ModelViews::configuredTensor))
            .put("output", list(model.outputs(), ModelViews::configuredTensor))
            .put(
                "instance_group",
                new JsonArray()
                    .add(
                        new JsonObject()
                            .put("name", model.instanceGroup())
                            .put("kind", kind)
                            .put("count", model.instances())))
            .put("default_model_filename", model.fileName());
    return model.batchesRequests() ? view.put("dynamic_batching", new JsonObject()) : view;
  }

  static JsonObject statistics(List<ModelStatistics> models) {
    return new JsonObject().put("model_stats", list(models, ModelViews::statistics));
  }

  private static JsonObject statistics(ModelStatistics model) {
    return new JsonObject()
        .put("name", model.name())
        .put("version", model.version())
        .put("last_inference", model.lastInferenceMillis())
        .put("inference_count", model.inferences())
        .put("execution_count", model.executions())
        .put(
            "inference_stats",
            new JsonObject()
                .put("success", total(model.success()))
                .put("fail", total(model.fail()))
                .put("queue", total(model.queue()))
                .put("compute_input", total(model.input()))
                .put("compute_infer", total(model.infer()))
                .put("compute_output", total(model.output()))
                .put("cache_hit", total(NEVER))
                .put("cache_miss", total(NEVER)))
        .put("response_stats", new JsonObject())
        .put("batch_stats", list(model.batches(), ModelViews::batch))
        .put("memory_usage", new JsonArray());
  }

  private static JsonObject batch(ModelStatistics.OfBatch batch) {
    return new JsonObject()
        .put("batch_size", batch.size())
        .put("compute_input", total(batch.input()))
        .put("compute_infer", total(batch.infer()))
        .put("compute_output", total(batch.output()));
  }

  private static JsonObject total(ModelStatistics.Total total) {
    return new JsonObject().put("count", total.count()).put("ns", total.nanos());
  }

  private static JsonObject tensor(TensorMetadata tensor) {
    return new JsonObject()
        .put("name", tensor.name())
        .put("datatype", tensor.type().name())
        .put("shape", new JsonArray(tensor.shape()));
  }

  private static JsonObject configuredTensor(TensorMetadata tensor) {
    String type = tensor.type() == DataType.BYTES ? "STRING" : tensor.type().name();
    return new JsonObject()
        .put("name", tensor.name())
        .put("data_type", "TYPE_" + type)
        .put("dims", new JsonArray(tensor.shape()));
  }

  private static JsonObject latest() {
    return new JsonObject().put("latest", new JsonObject().put("num_versions", 1));
  }

  private static <T> JsonArray list(List<T> items, Function<T, JsonObject> view) {
    return new JsonArray(items.stream().map(view).toList());
  }
}
