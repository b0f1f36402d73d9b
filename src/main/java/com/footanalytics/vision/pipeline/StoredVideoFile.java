package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.decode.DecodeException;
import com.footanalytics.vision.decode.PacketIndex;
import com.footanalytics.vision.decode.PacketIndexer;
import com.footanalytics.vision.probe.Probe;
import com.footanalytics.vision.probe.ProbeLimits;
import com.footanalytics.vision.probe.VideoInfo;
import com.footanalytics.vision.probe.VideoProbe;
import com.footanalytics.vision.storage.ObjectStore;
import com.footanalytics.vision.storage.ObjectStore.LocalCopy;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A stored video at hand as a local file, until closed. One thread at a time. */
final class StoredVideoFile implements AutoCloseable {

  private final ObjectStore objects;
  private final String sha256;
  private final LocalCopy copy;

  private StoredVideoFile(ObjectStore objects, String sha256, LocalCopy copy) {
    this.objects = objects;
    this.sha256 = sha256;
    this.copy = copy;
  }

  /**
   * @throws NoSuchFileException if the content is not in the store
   */
  static StoredVideoFile open(ObjectStore objects, String sha256) throws IOException {
    return new StoredVideoFile(objects, sha256, objects.local(JobKeys.content(sha256)));
  }

  Path path() {
    return copy.path();
  }

  Probe probe(ProbeLimits limits) {
    return new VideoProbe(limits).probe(path());
  }

  /**
   * The packet index of the content: the one that is stored, or one that is made and stored now.
   *
   * @throws DecodeException if it cannot be made
   * @throws InterruptedException if the thread is interrupted while it reads the file
   */
  PacketIndex index(VideoInfo video) throws IOException, InterruptedException {
    Optional<PacketIndex> stored = storedIndex();
    if (stored.isPresent()) {
      return stored.get();
    }
    PacketIndex made = PacketIndexer.index(path(), video);
    Path file = Files.createTempFile(objects.staging(), "index-", ".part");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        made.write(out);
      }
      objects.put(JobKeys.index(sha256), file);
    } finally {
      Files.deleteIfExists(file);
    }
    return made;
  }

  /** Empty also where it is damaged or of another version. */
  private Optional<PacketIndex> storedIndex() throws IOException {
    try (InputStream stored =
        new BufferedInputStream(
            objects.read(JobKeys.index(sha256), /* first= */ 0, Long.MAX_VALUE))) {
      return Optional.of(PacketIndex.read(stored));
    } catch (NoSuchFileException | DecodeException _) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    copy.close();
  }
}
