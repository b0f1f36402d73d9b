package com.footanalytics.vision.app;

import com.footanalytics.vision.database.Database;
import com.footanalytics.vision.job.JobIdGenerator;
import com.footanalytics.vision.job.JobQuery;
import com.footanalytics.vision.job.JobState;
import com.footanalytics.vision.job.JobStore;
import com.footanalytics.vision.storage.ObjectStore;
import com.footanalytics.vision.storage.ObjectStores;
import com.footanalytics.vision.storage.StorageConfig;
import com.footanalytics.vision.upload.ContentCheck;
import com.footanalytics.vision.upload.UploadBytes;
import com.footanalytics.vision.upload.UploadConfig;
import com.footanalytics.vision.upload.UploadRules;
import com.footanalytics.vision.upload.Uploads;
import com.footanalytics.vision.upload.VideoRetention;
import com.footanalytics.vision.upload.VideoStore;
import com.footanalytics.vision.upload.VideoUse;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Stream;

/** Makes what takes in videos and keeps them. */
final class UploadWiring {

  @Produces
  @Singleton
  ObjectStore objectStore(ServiceConfig service, StorageConfig config) {
    return usable(service.dataDir(), () -> ObjectStores.open(config, service.dataDir()));
  }

  void close(@Disposes ObjectStore objects) {
    objects.close();
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
  Uploads uploads(
      ServiceConfig service,
      StorageConfig storage,
      UploadConfig config,
      VideoStore videos,
      ObjectStore objects,
      JobIdGenerator ids,
      Clock clock) {
    UploadBytes bytes =
        switch (storage.kind()) {
          case FILE ->
              usable(
                  service.dataDir(),
                  () -> UploadBytes.inFolder(service.dataDir().resolve("uploads")));
          case S3 -> UploadBytes.inStore(objects);
        };
    return new Uploads(videos, bytes, config.expiresAfter(), () -> ids.next().value(), clock);
  }

  @Produces
  @Singleton
  VideoRetention videoRetention(
      VideoStore videos, Uploads uploads, VideoUse use, UploadConfig config) {
    return new VideoRetention(videos, uploads, use, config.keepVideos());
  }

  @Produces
  @Singleton
  VideoUse videoUse(JobStore jobs) {
    return video ->
        Stream.of(JobState.Kind.QUEUED, JobState.Kind.RUNNING)
            .map(kind -> jobs.list(JobQuery.newest(video, kind)))
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
