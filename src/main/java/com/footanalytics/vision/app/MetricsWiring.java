package com.footanalytics.vision.app;

import com.footanalytics.vision.job.JobStores;
import com.footanalytics.vision.storage.ObjectStore;
import com.footanalytics.vision.storage.StorageConfig;
import com.footanalytics.vision.telemetry.Exemplars;
import com.footanalytics.vision.telemetry.MicrometerTelemetry;
import com.footanalytics.vision.upload.UploadConfig;
import com.footanalytics.vision.upload.VideoStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.client.exemplars.ExemplarSampler;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Makes what measurements go into. */
final class MetricsWiring {

  /** Stands in for the sampler that the framework has where it makes spans itself. */
  @Produces
  @Singleton
  @Alternative
  @Priority(1)
  Optional<ExemplarSampler> exemplarSampler() {
    return Optional.of(Exemplars.ofTraces());
  }

  @Produces
  @Singleton
  MicrometerTelemetry telemetry(MeterRegistry registry) {
    return new MicrometerTelemetry(registry);
  }

  @Produces
  @Singleton
  JobCount jobCount(JobStores stores, MicrometerTelemetry telemetry) {
    return new JobCount(stores::census, telemetry);
  }

  @Produces
  @Singleton
  StorageCount storageCount(
      VideoStore videos,
      ObjectStore objects,
      UploadConfig upload,
      StorageConfig storage,
      MicrometerTelemetry telemetry) {
    return new StorageCount(
        videos::storedBytes,
        upload.maxStoredBytes(),
        objects.staging(),
        storage.reserveBytes(),
        telemetry);
  }
}
