package com.footanalytics.vision.grpc;

import com.footanalytics.vision.oip.ModelConfiguration;
import com.footanalytics.vision.oip.ModelMetadata;
import com.footanalytics.vision.oip.ModelStatistics;
import com.footanalytics.vision.oip.ModelStatistics.OfBatch;
import com.footanalytics.vision.oip.ModelStatistics.Total;
import com.footanalytics.vision.oip.TensorMetadata;
import inference.DataType;
import inference.InferBatchStatistics;
import inference.InferStatistics;
import inference.ModelConfig;
import inference.ModelConfigResponse;
import inference.ModelDynamicBatching;
import inference.ModelInput;
import inference.ModelInstanceGroup;
import inference.ModelMetadataResponse;
import inference.ModelOutput;
import inference.ModelStatisticsResponse;
import inference.StatisticDuration;
import java.util.List;

/** What is told of models, as the wire has it. */
final class ModelViews {

  private ModelViews() {}

  static ModelMetadataResponse of(ModelMetadata metadata) {
    return ModelMetadataResponse.newBuilder()
        .setName(metadata.name())
        .addAllVersions(metadata.versions())
        .setPlatform(metadata.platform())
        .addAllInputs(metadata.inputs().stream().map(ModelViews::tensor).toList())
        .addAllOutputs(metadata.outputs().stream().map(ModelViews::tensor).toList())
        .putAllProperties(metadata.properties())
        .build();
  }

  static ModelConfigResponse of(ModelConfiguration configuration) {
    var config =
        ModelConfig.newBuilder()
            .setName(configuration.name())
            .setPlatform(configuration.platform())
            .setBackend(configuration.backend())
            .setMaxBatchSize(configuration.maxBatchSize())
            .setDefaultModelFilename(configuration.fileName())
            .addInstanceGroup(
                ModelInstanceGroup.newBuilder()
                    .setName(configuration.instanceGroup())
                    .setCount(configuration.instances())
                    .setKind(
                        configuration.gpu()
                            ? ModelInstanceGroup.Kind.KIND_GPU
                            : ModelInstanceGroup.Kind.KIND_CPU));
    if (configuration.batchesRequests()) {
      config.setDynamicBatching(ModelDynamicBatching.getDefaultInstance());
    }
    for (TensorMetadata input : configuration.inputs()) {
      config.addInput(
          ModelInput.newBuilder()
              .setName(input.name())
              .setDataType(type(input))
              .addAllDims(input.shape()));
    }
    for (TensorMetadata output : configuration.outputs()) {
      config.addOutput(
          ModelOutput.newBuilder()
              .setName(output.name())
              .setDataType(type(output))
              .addAllDims(output.shape()));
    }
    return ModelConfigResponse.newBuilder().setConfig(config).build();
  }

  static ModelStatisticsResponse of(List<ModelStatistics> statistics) {
    return ModelStatisticsResponse.newBuilder()
        .addAllModelStats(statistics.stream().map(ModelViews::model).toList())
        .build();
  }

  private static ModelMetadataResponse.TensorMetadata tensor(TensorMetadata tensor) {
    return ModelMetadataResponse.TensorMetadata.newBuilder()
        .setName(tensor.name())
        .setDatatype(tensor.type().name())
        .addAllShape(tensor.shape())
        .build();
  }

  private static DataType type(TensorMetadata tensor) {
    return switch (tensor.type()) {
      case BOOL -> DataType.TYPE_BOOL;
      case UINT8 -> DataType.TYPE_UINT8;
      case UINT16 -> DataType.TYPE_UINT16;
      case UINT32 -> DataType.TYPE_UINT32;
      case UINT64 -> DataType.TYPE_UINT64;
      case INT8 -> DataType.TYPE_INT8;
      case INT16 -> DataType.TYPE_INT16;
      case INT32 -> DataType.TYPE_INT32;
      case INT64 -> DataType.TYPE_INT64;
      case FP16 -> DataType.TYPE_FP16;
      case BF16 -> DataType.TYPE_BF16;
      case FP32 -> DataType.TYPE_FP32;
      case FP64 -> DataType.TYPE_FP64;
      case BYTES -> DataType.TYPE_STRING;
    };
  }

  private static inference.ModelStatistics model(ModelStatistics statistics) {
    return inference.ModelStatistics.newBuilder()
        .setName(statistics.name())
        .setVersion(statistics.version())
        .setLastInference(statistics.lastInferenceMillis())
        .setInferenceCount(statistics.inferences())
        .setExecutionCount(statistics.executions())
        .setInferenceStats(
            InferStatistics.newBuilder()
                .setSuccess(total(statistics.success()))
                .setFail(total(statistics.fail()))
                .setQueue(total(statistics.queue()))
                .setComputeInput(total(statistics.input()))
                .setComputeInfer(total(statistics.infer()))
                .setComputeOutput(total(statistics.output()))
                .setCacheHit(StatisticDuration.getDefaultInstance())
                .setCacheMiss(StatisticDuration.getDefaultInstance()))
        .addAllBatchStats(statistics.batches().stream().map(ModelViews::batch).toList())
        .build();
  }

  private static InferBatchStatistics batch(OfBatch batch) {
    return InferBatchStatistics.newBuilder()
        .setBatchSize(batch.size())
        .setComputeInput(total(batch.input()))
        .setComputeInfer(total(batch.infer()))
        .setComputeOutput(total(batch.output()))
        .build();
  }

  private static StatisticDuration total(Total total) {
    return StatisticDuration.newBuilder().setCount(total.count()).setNs(total.nanos()).build();
  }
}
