package com.footanalytics.vision.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import com.footanalytics.vision.infer.DeviceChoice;
import com.footanalytics.vision.infer.InferenceSettings;
import com.footanalytics.vision.infer.PreferredEngines;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.LoadedDetector;
import com.footanalytics.vision.pipeline.PicturePreparation;
import com.footanalytics.vision.pipeline.ServedDetector;
import com.footanalytics.vision.pipeline.TestingModelControl;
import com.footanalytics.vision.telemetry.MicrometerTelemetry;
import com.footanalytics.vision.telemetry.Telemetry;
import com.footanalytics.vision.testing.TestingModels;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadinessCheckTest {

  private static final CorePlan ONE_SESSION = new CorePlan(1, 1, 1, 1);

  @TempDir Path folder;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final LoadedModels models = new LoadedModels(new MicrometerTelemetry(registry));
  private final ServiceState state =
      new ServiceState(new TestingModelControl(), TestingReachability::well);

  @Test
  void aModelThatFellBackIsNamedWithTheReasonAndDoesNotKeepTheServiceFromWork() {
    Assumptions.assumeTrue(
        !OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA), "built with -Pgpu");
    load(DeviceChoice.CUDA);
    state.ready();
    HealthCheckResponse answer = new ReadinessCheck(state, models).call();
    assertEquals(HealthCheckResponse.Status.UP, answer.getStatus());
    String said = String.valueOf(answer.getData().orElseThrow().get("tiny:1 fp32"));
    assertTrue(said.startsWith("runs on cpu: cuda:0: this build's ONNX Runtime has no"), said);
    assertTrue(
        registry.getMeters().stream()
            .map(Meter::getId)
            .anyMatch(
                id -> "cpu".equals(id.getTag("device")) && "fp32".equals(id.getTag("precision"))),
        () -> registry.getMetersAsString());
  }

  @Test
  void nothingIsSaidOfAModelThatRunsWhereItIsWanted() {
    load(DeviceChoice.CPU);
    state.ready();
    HealthCheckResponse answer = new ReadinessCheck(state, models).call();
    assertEquals(Optional.empty(), answer.getData().filter(data -> !data.isEmpty()));
    assertEquals(Map.of(), models.fallbacks());
  }

  @Test
  void aServiceThatStartsOrDrainsSaysSo() {
    assertDown("the service is starting");
    state.ready();
    assertEquals(
        HealthCheckResponse.Status.UP, new ReadinessCheck(state, models).call().getStatus());
    state.draining();
    assertDown("the service is stopping");
  }

  private void assertDown(String reason) {
    HealthCheckResponse answer = new ReadinessCheck(state, models).call();
    assertEquals(HealthCheckResponse.Status.DOWN, answer.getStatus());
    String said = String.valueOf(answer.getData().orElseThrow().get("reason"));
    assertTrue(said.startsWith(reason), said);
  }

  private void load(DeviceChoice choice) {
    var settings = new InferenceSettings(choice, false, InferenceSettings.CPU.gpu());
    LoadedDetector detector =
        LoadedDetector.load(
            new ModelRepository(TestingModels.repository(folder)).only(),
            "fp32",
            OptionalDouble.empty(),
            new PreferredEngines(settings),
            ONE_SESSION);
    try (PicturePreparation preparation = new PicturePreparation(1);
        ServedDetector served =
            new ServedDetector(
                detector, ONE_SESSION, preparation, Telemetry.NONE, Detectors.Listener.SILENT)) {
      models.loaded(served);
    }
  }
}
