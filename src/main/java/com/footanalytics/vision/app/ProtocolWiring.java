package com.footanalytics.vision.app;

import com.footanalytics.vision.batch.NativePool;
import com.footanalytics.vision.http.InferenceProtocolConfig;
import com.footanalytics.vision.oip.ServedTensorService;
import com.footanalytics.vision.oip.TensorService;
import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.ModelRouting;
import com.footanalytics.vision.telemetry.MicrometerTelemetry;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes what the edges of the Open Inference Protocol share. */
final class ProtocolWiring {

  @Produces
  @Singleton
  NativePool nativePool(InferenceProtocolConfig config) {
    return new NativePool(config.poolBytes());
  }

  @Produces
  @Singleton
  TensorService tensorService(
      Detectors models,
      ModelRouting routing,
      InferenceProtocolConfig config,
      MicrometerTelemetry telemetry,
      Clock clock) {
    return new ServedTensorService(models, routing, config.defaultTimeout(), telemetry, clock);
  }

  void close(@Disposes NativePool pool) {
    pool.close();
  }
}
