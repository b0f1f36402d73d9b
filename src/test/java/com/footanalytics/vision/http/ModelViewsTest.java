package com.footanalytics.vision.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.footanalytics.vision.infer.DataType;
import com.footanalytics.vision.oip.ModelConfiguration;
import com.footanalytics.vision.oip.TensorMetadata;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ModelViewsTest {

  @ParameterizedTest
  @CsvSource({"0, false", "1, false", "2, true"})
  void onlyAModelThatTakesSeveralRowsBatchesRequests(int maxBatch, boolean batches) {
    JsonObject view = view(maxBatch, List.of());
    assertEquals(batches, view.containsKey("dynamic_batching"));
    assertEquals("m_0", view.getJsonArray("instance_group").getJsonObject(0).getString("name"));
  }

  @ParameterizedTest
  @EnumSource(DataType.class)
  void everyTypeHasItsNameInConfigurations(DataType type) {
    JsonObject view = view(0, List.of(new TensorMetadata("x", type, List.of(1L))));
    String name = type == DataType.BYTES ? "STRING" : type.name();
    JsonObject input = view.getJsonArray("input").getJsonObject(0);
    assertEquals("TYPE_" + name, input.getString("data_type"));
  }

  private static JsonObject view(int maxBatch, List<TensorMetadata> tensors) {
    return ModelViews.configuration(
        new ModelConfiguration("m", "p", "b", maxBatch, tensors, tensors, 1, false, "model.onnx"));
  }
}
