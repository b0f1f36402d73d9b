package com.footanalytics.vision.probe;

import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/** A regular local file that may be read, and nothing else. */
final class FileInput implements ContainerInput {

  private final Path file;
  private final AVIOContext io = new AVIOContext(null);

  private FileInput(Path file) {
    this.file = file;
  }

  /**
   * @throws UnreadableException if it is not a regular file with content that may be read
   */
  static FileInput of(Path file) {
    if (Files.isDirectory(file)) {
      throw new UnreadableException("is a folder (expected: a video file)");
    }
    if (Files.notExists(file)) {
      throw new UnreadableException("no such file");
    }
    if (!Files.isRegularFile(file)) {
      throw new UnreadableException("not a regular file (expected: a video file)");
    }
    if (!Files.isReadable(file)) {
      throw new UnreadableException("may not be read (remedy: give this user read permission)");
    }
    if (file.toFile().length() == 0) {
      throw new UnreadableException("the file is empty");
    }
    return new FileInput(file);
  }

  @Override
  public int open(Deadline deadline) {
    AVDictionary onlyFile = new AVDictionary(null);
    avutil.av_dict_set(onlyFile, "protocol_whitelist", "file", 0);
    int code =
        avformat.avio_open2(io, url(), avformat.AVIO_FLAG_READ, deadline.callback(), onlyFile);
    avutil.av_dict_free(onlyFile);
    return code;
  }

  @Override
  public AVIOContext io() {
    return io;
  }

  @Override
  public String url() {
    return "file:" + file.toAbsolutePath();
  }

  @Override
  public boolean isTransportStream() {
    return TransportStream.isIn(file);
  }

  @Override
  public void rethrow() {}

  @Override
  public long waitedNanos() {
    return 0;
  }

  @Override
  public void close() {
    avformat.avio_closep(io);
  }
}
