package com.footanalytics.vision.app;

import com.footanalytics.vision.database.Database;
import com.footanalytics.vision.job.JobIdGenerator;
import com.footanalytics.vision.job.JobQuery;
import com.footanalytics.vision.job.JobState;
import com.footanalytics.vision.job.JobStore;
import com.footanalytics.vision.storage.ObjectStore;
import com.footanalytics.vision.storage.ObjectStores;
import com.footanalytics.vision.storage.ProcessFolder;
import com.footanalytics.vision.storage.StorageConfig;
import com.footanalytics.vision.upload.ContentCheck;
import com.footanalytics.vision.upload.UploadConfig;
import com.footanalytics.vision.upload.UploadRules;
import com.footanalytics.vision.upload.VideoStore;
import com.footanalytics.vision.upload.VideoUse;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes what takes in videos and keeps them. */
final class UploadWiring {

  private static final System.Logger LOG = System.getLogger(UploadWiring.class.getName());

  @Produces
  @Singleton
  ObjectStore objectStore(ServiceConfig service, StorageConfig config) {
    return usable(service.dataDir(), () -> ObjectStores.open(config, service.dataDir()));
  }

  void close(@Disposes ObjectStore objects) {
    objects.close();
  }

  /** Where forms are spooled before a resource sees them. */
  @Produces
  @Singleton
  ProcessFolder incoming(VertxHttpConfig http) {
    Path folder = Path.of(http.body().uploadsDirectory()).toAbsolutePath();
    return usable(
        folder,
        () ->
            ProcessFolder.claim(
                folder.resolveSibling(".").normalize(), String.valueOf(folder.getFileName())));
  }

  /** Removes what dead processes left, before the first form comes. */
  void start(@Observes StartupEvent event, ProcessFolder incoming) {
    LOG.log(System.Logger.Level.DEBUG, "forms are spooled in {0}", incoming.path());
  }

  void close(@Disposes ProcessFolder incoming) {
    incoming.close();
  }

  @Produces
  @Singleton
  VideoStore videoStore(
      Database database,
      ObjectStore objects,
      UploadConfig config,
      ContentCheck check,
      JobIdGenerator ids,
      Clock clock) {
    return new VideoStore(
        database,
        objects,
        new UploadRules(config.maxBytes(), config.maxStoredBytes(), check),
        () -> ids.next().value(),
        clock);
  }

  @Produces
  @Singleton
  VideoUse videoUse(JobStore jobs) {
    return video ->
        Stream.of(JobState.Kind.QUEUED, JobState.Kind.RUNNING)
            .map(kind ->
                jobs.list(new JobQuery(1, Optional.empty(), Optional.of(kind), Optional.of(video))))
            .anyMatch(found -> !found.isEmpty());
  }

  /** Opens something in a folder. */
  private interface Opening<T> {

    T open() throws IOException;
  }

  private static <T> T usable(Path folder, Opening<T> opening) {
    try {
      return opening.open();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s: cannot be used (%s); set ML_PIPELINE_DATA_DIR to a writable folder"
              .formatted(folder, e.getMessage()),
          e);
    }
  }
}
