package com.footanalytics.vision.app;

import com.footanalytics.vision.http.TestingTensors;
import com.footanalytics.vision.oip.InferAnswer;
import com.footanalytics.vision.oip.InferRequest;
import com.footanalytics.vision.oip.ModelConfiguration;
import com.footanalytics.vision.oip.ModelMetadata;
import com.footanalytics.vision.oip.ModelStatistics;
import com.footanalytics.vision.oip.TensorService;
import com.footanalytics.vision.oip.TestingTensorModels;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What stands in for the models behind each edge of the Open Inference Protocol. */
final class TestingTensorParts {
  private static final String GRPC = "grpc";
  private static final Set<String> OF_GRPC =
      Set.of(TestingTensorModels.PAIR, TestingTensorModels.ASLEEP, "nosuch", "x");

  @Produces
  @Singleton
  @Typed(TestingTensorModels.class)
  TestingTensorModels tensorModels() {
    return new TestingTensorModels();
  }

  @Produces
  @Singleton
  @Typed(TestingTensors.class)
  TestingTensors tensors() {
    return new TestingTensors();
  }

  @Produces
  @Singleton
  @Alternative
  @Priority(1)
  TensorService either(TestingTensorModels grpc, TestingTensors http) {
    return new TensorService() {
      private TensorService of(String model) {
        return OF_GRPC.contains(model) ? grpc : http;
      }

      @Override
      public Cancel infer(InferRequest request, Consumer<InferAnswer> answer) {
        return (request.origin().protocol().equals(GRPC) ? grpc : http).infer(request, answer);
      }

      @Override
      public ModelMetadata metadata(String model, String version) {
        return of(model).metadata(model, version);
      }

      @Override
      public ModelConfiguration configuration(String model, String version) {
        return of(model).configuration(model, version);
      }

      @Override
      public List<ModelStatistics> statistics(String model, String version) {
        return of(model).statistics(model, version);
      }

      @Override
      public boolean ready(String model, String version) {
        return of(model).ready(model, version);
      }
    };
  }
}
