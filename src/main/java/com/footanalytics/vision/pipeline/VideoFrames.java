package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.decode.DecodeException;
import com.footanalytics.vision.decode.Frame;
import com.footanalytics.vision.decode.FrameAnswer;
import com.footanalytics.vision.decode.FrameReader;
import com.footanalytics.vision.job.Job;
import com.footanalytics.vision.pipeline.JobVideos.JobVideo;
import com.footanalytics.vision.probe.Probe;
import com.footanalytics.vision.probe.VideoInfo;
import com.footanalytics.vision.sink.FrameResult;
import com.footanalytics.vision.sink.StillPicture;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Single frames of stored videos as pictures. Thread-safe; few are made at once. */
public final class VideoFrames {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final JobTools tools;
  private final Semaphore free;

  /**
   * @param atOnce frames that are decoded at once, at least 1; more wait up to 10 s
   */
  public VideoFrames(JobTools tools, int atOnce) {
    this.tools = tools;
    this.free = new Semaphore(atOnce, /* fair= */ true);
  }

  /** Which frame is wanted. */
  public sealed interface Wanted {

    /** The one with that index among the video's pictures, from 0. */
    record Number(long frame) implements Wanted {}

    /** The one that is shown at that media time. */
    record Time(double seconds) implements Wanted {}
  }

  /** What became of the wish for a frame. */
  public sealed interface Answer {

    /**
     * The picture.
     *
     * @param jpeg a JPEG file
     * @param ptsTicks its pts in ticks of the stream's time base
     * @param seconds its media time
     */
    record Picture(byte[] jpeg, long ptsTicks, double seconds) implements Answer {}

    /** The video has only so many frames. */
    record NoSuchFrame(long frames) implements Answer {}

    /** The frame cannot be decoded; the reason in one line. */
    record Undecodable(String reason) implements Answer {}

    /** Too many frames are being decoded. */
    record Busy() implements Answer {}
  }

  /**
   * Decodes one frame.
   *
   * @param drawn a job of this video that succeeded, whose objects are drawn in; none if empty
   * @throws IOException if the store does not give what is needed
   */
  public Answer frame(JobVideo video, Wanted wanted, Optional<Job> drawn)
      throws IOException, InterruptedException {
    if (!free.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
      return new Answer.Busy();
    }
    try (StoredVideoFile file = StoredVideoFile.open(tools.objects(), video.sha256())) {
      return switch (file.probe(tools.limits())) {
        case Probe.Unreadable(String reason) -> new Answer.Undecodable(reason);
        case Probe.Playable(VideoInfo info) -> decode(file, info, wanted, drawn);
      };
    } catch (DecodeException e) {
      return new Answer.Undecodable(String.valueOf(e.getMessage()));
    } finally {
      free.release();
    }
  }

  private Answer decode(StoredVideoFile file, VideoInfo info, Wanted wanted, Optional<Job> drawn)
      throws IOException, InterruptedException {
    FrameReader reader =
        new FrameReader(file.path(), info, file.index(info), tools.plan().decoderThreads());
    FrameAnswer answer =
        switch (wanted) {
          case Wanted.Number(long frame) -> reader.frame(frame);
          case Wanted.Time(double seconds) -> reader.frameAt(seconds);
        };
    return switch (answer) {
      case FrameAnswer.NoSuchFrame(long frames) -> new Answer.NoSuchFrame(frames);
      case FrameAnswer.Undecodable(String reason) -> new Answer.Undecodable(reason);
      case FrameAnswer.Picture(Frame frame) -> {
        try (frame) {
          yield new Answer.Picture(
              jpeg(frame, info, drawn),
              frame.ptsTicks(),
              info.timeBase().seconds(frame.ptsTicks() - info.startPtsTicks()));
        }
      }
    };
  }

  private byte[] jpeg(Frame frame, VideoInfo info, Optional<Job> drawn) throws IOException {
    if (drawn.isEmpty()) {
      return StillPicture.of(frame, info);
    }
    FoundObjects found =
        FoundObjects.at(frame.ptsTicks(), drawn.get(), tools.segments(), tools.objects());
    return StillPicture.annotated(
        frame,
        info,
        found.classes(),
        found
            .frame()
            .orElseGet(() ->
                new FrameResult(frame.index(), frame.ptsTicks(), frame.corrupt(), List.of())));
  }
}
