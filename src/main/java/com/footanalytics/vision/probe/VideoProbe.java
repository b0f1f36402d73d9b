package com.footanalytics.vision.probe;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Looks into a file and says whether it is a video that can be analysed. Reads a few megabytes at
 * most, gives up after some seconds, opens nothing but the file. Thread-safe.
 */
public final class VideoProbe {

  private final ProbeLimits limits;

  public VideoProbe(ProbeLimits limits) {
    this.limits = limits;
  }

  /** What the file is. A reason does not repeat the file's name. */
  public Probe probe(Path file) {
    try (OpenVideo video = open(file)) {
      return new Probe.Playable(video.info());
    } catch (UnreadableException e) {
      return new Probe.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Opens a file that can be analysed.
   *
   * @throws UnreadableException if it cannot
   */
  public OpenVideo open(Path file) {
    Container container = Container.open(file);
    try {
      if (container.isIsoMedia()) {
        OutsidePictures.refuse(file);
      }
    } catch (UnreadableException e) {
      container.close();
      throw e;
    }
    return examined(container);
  }

  /**
   * Opens a video whose bytes come only once.
   *
   * @param source read as far as needed; stays the caller's
   * @throws UnreadableException if it cannot be analysed; what the source throws is thrown as it is
   */
  public OpenVideo open(ByteSource source) {
    return examined(Container.open(source));
  }

  private OpenVideo examined(Container container) {
    try {
      requireSizes(container.context());
      container.examine(limits.maxPixels());
      requireSizes(container.context());
      VideoInfo video = new PictureStream(container.context()).describe();
      requireLength(video);
      return new OpenVideo(container, video);
    } catch (RuntimeException e) {
      container.close();
      throw e;
    }
  }

  private void requireSizes(AVFormatContext context) {
    for (int i = 0; i < context.nb_streams(); i++) {
      AVCodecParameters parameters = context.streams(i).codecpar();
      long pixels = (long) parameters.width() * parameters.height();
      if (parameters.codec_type() == avutil.AVMEDIA_TYPE_VIDEO && pixels > limits.maxPixels()) {
        throw new UnreadableException(
            "picture of %dx%d (expected: at most %d pixels)"
                .formatted(parameters.width(), parameters.height(), limits.maxPixels()));
      }
    }
  }

  private void requireLength(VideoInfo video) {
    long frames = video.declaredFrames().orElse(0);
    if (frames > limits.maxFrames()) {
      throw new UnreadableException(
          "%d frames (expected: at most %d)".formatted(frames, limits.maxFrames()));
    }
    double seconds = video.declaredSeconds().orElse(0);
    if (seconds > limits.maxDuration().toMillis() / 1000.0) {
      throw new UnreadableException(
          "lasts %.0f s (expected: at most %d s)"
              .formatted(seconds, limits.maxDuration().toSeconds()));
    }
  }
}
