package com.footanalytics.vision.upload;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/** One small file for each upload: its name, size and the hash that leads to its content. */
final class VideoRecords {

  private static final Pattern ID = Pattern.compile("[0-9a-z]{1,64}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private final Path folder;
  private final Path contents;

  VideoRecords(Path folder, Path contents) {
    this.folder = folder;
    this.contents = contents;
  }

  void write(StoredVideo video) throws IOException {
    Properties record = new Properties();
    record.setProperty("name", video.name());
    record.setProperty("sha256", video.sha256());
    record.setProperty("bytes", Long.toString(video.bytes()));
    Path part = folder.resolve(video.id() + ".part");
    try (Writer writer = Files.newBufferedWriter(part)) {
      record.store(writer, null);
    }
    Files.move(part, fileOf(video.id()), ATOMIC_MOVE);
  }

  Optional<StoredVideo> read(String id) throws IOException {
    if (!ID.matcher(id).matches()) {
      return Optional.empty();
    }
    Properties record = new Properties();
    try (Reader reader = Files.newBufferedReader(fileOf(id))) {
      record.load(reader);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
    String sha256 = record.getProperty("sha256", "");
    String bytes = record.getProperty("bytes", "");
    if (!SHA256.matcher(sha256).matches() || !bytes.matches("[0-9]{1,18}")) {
      throw new IOException(fileOf(id) + ": damaged; delete it and upload the video again");
    }
    return Optional.of(
        new StoredVideo(
            id,
            record.getProperty("name", "video"),
            sha256,
            Long.parseLong(bytes),
            contents.resolve(sha256)));
  }

  private Path fileOf(String id) {
    return folder.resolve(id + ".properties");
  }
}
