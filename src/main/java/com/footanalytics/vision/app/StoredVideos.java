package com.footanalytics.vision.app;

import com.footanalytics.vision.pipeline.JobWorker.VideoFile;
import com.footanalytics.vision.pipeline.JobWorker.Videos;
import com.footanalytics.vision.storage.ObjectStore;
import com.footanalytics.vision.upload.StoredVideo;
import com.footanalytics.vision.upload.VideoStore;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Finds the content of stored videos for jobs; what a job has read stays at hand. */
@Singleton
final class StoredVideos implements Videos {

  private final VideoStore videos;
  private final ObjectStore objects;

  StoredVideos(VideoStore videos, ObjectStore objects) {
    this.videos = videos;
    this.objects = objects;
  }

  @Override
  public Optional<VideoFile> find(String videoId) {
    return videos.find(videoId).map(this::file);
  }

  private VideoFile file(StoredVideo video) {
    try {
      return new VideoFile(
          objects.local(video.content()).path(), video.name(), Optional.of(video.sha256()));
    } catch (IOException e) {
      throw new UncheckedIOException("video " + video.id() + ": " + e.getMessage(), e);
    }
  }
}
