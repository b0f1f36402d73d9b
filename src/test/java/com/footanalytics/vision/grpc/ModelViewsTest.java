package com.footanalytics.vision.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.infer.DataType;
import com.footanalytics.vision.oip.ModelConfiguration;
import com.footanalytics.vision.oip.TensorMetadata;
import com.footanalytics.vision.oip.TestingTensorModels;
import inference.InferStatistics;
import inference.ModelConfig;
import inference.ModelInstanceGroup;
import inference.ModelMetadataResponse;
import inference.ModelStatistics;
import inference.StatisticDuration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ModelViewsTest {

  private final TestingTensorModels models = new TestingTensorModels();

  @Test
  void metadataAreToldWhole() {
    ModelMetadataResponse wire = ModelViews.of(models.metadata("pair", ""));
    assertEquals("pair", wire.getName());
    assertEquals(List.of("1"), wire.getVersionsList());
    assertEquals("onnx_onnxv1", wire.getPlatform());
    assertEquals(Map.of("licence", "MIT"), wire.getPropertiesMap());
    assertEquals("INPUT1", wire.getInputs(1).getName());
    assertEquals("INT32", wire.getInputs(1).getDatatype());
    assertEquals(List.of(-1L, 16L), wire.getInputs(1).getShapeList());
    assertEquals("OUTPUT0", wire.getOutputs(0).getName());
  }

  @Test
  void aConfigurationIsToldWhole() {
    ModelConfig wire = ModelViews.of(models.configuration("pair", "")).getConfig();
    assertEquals("pair", wire.getName());
    assertEquals("onnxruntime", wire.getBackend());
    assertEquals("onnx_onnxv1", wire.getPlatform());
    assertEquals(8, wire.getMaxBatchSize());
    assertEquals("model.onnx", wire.getDefaultModelFilename());
    assertEquals(List.of(16L), wire.getInput(0).getDimsList());
    assertEquals(inference.DataType.TYPE_INT32, wire.getOutput(1).getDataType());
    assertEquals(2, wire.getInstanceGroup(0).getCount());
    assertEquals(ModelInstanceGroup.Kind.KIND_CPU, wire.getInstanceGroup(0).getKind());
    assertTrue(wire.hasDynamicBatching());
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, false", "2, true"})
  void onlyAModelThatTakesSeveralRowsBatchesRequests(int maxBatch, boolean batches) {
    ModelConfig wire =
        ModelViews.of(
                new ModelConfiguration(
                    "m", "p", "b", maxBatch, List.of(), List.of(), 1, false, "model.onnx"))
            .getConfig();
    assertEquals(batches, wire.hasDynamicBatching());
    assertEquals("m_0", wire.getInstanceGroup(0).getName());
  }

  @ParameterizedTest
  @EnumSource(DataType.class)
  void everyTypeHasItsNameInConfigurations(DataType type) {
    var tensor = List.of(new TensorMetadata("x", type, List.of(1L)));
    ModelConfig wire =
        ModelViews.of(
                new ModelConfiguration("m", "p", "b", 0, tensor, tensor, 1, true, "model.onnx"))
            .getConfig();
    String name = type == DataType.BYTES ? "STRING" : type.name();
    assertEquals("TYPE_" + name, wire.getInput(0).getDataType().name());
    assertEquals(ModelInstanceGroup.Kind.KIND_GPU, wire.getInstanceGroup(0).getKind());
  }

  @Test
  void statisticsAreToldWhole() {
    ModelStatistics wire = ModelViews.of(models.statistics("", "")).getModelStats(0);
    assertEquals("pair", wire.getName());
    assertEquals("1", wire.getVersion());
    assertEquals(1_700_000_000_000L, wire.getLastInference());
    assertEquals(5, wire.getInferenceCount());
    assertEquals(2, wire.getExecutionCount());
    InferStatistics all = wire.getInferenceStats();
    assertEquals(total(2, 2000), all.getSuccess());
    assertEquals(total(1, 10), all.getFail());
    assertEquals(total(2, 20), all.getQueue());
    assertEquals(total(2, 30), all.getComputeInput());
    assertEquals(total(2, 40), all.getComputeInfer());
    assertEquals(total(2, 50), all.getComputeOutput());
    assertEquals(4, wire.getBatchStats(0).getBatchSize());
    assertEquals(total(1, 3), wire.getBatchStats(0).getComputeInput());
    assertEquals(total(1, 4), wire.getBatchStats(0).getComputeInfer());
    assertEquals(total(1, 5), wire.getBatchStats(0).getComputeOutput());
  }

  private static StatisticDuration total(long count, long nanos) {
    return StatisticDuration.newBuilder().setCount(count).setNs(nanos).build();
  }
}
