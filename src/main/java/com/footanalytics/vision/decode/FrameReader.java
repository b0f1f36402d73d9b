package com.footanalytics.vision.decode;

import com.footanalytics.vision.decode.FrameAnswer.NoSuchFrame;
import com.footanalytics.vision.decode.FrameAnswer.Undecodable;
import com.footanalytics.vision.probe.VideoInfo;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Single pictures of an indexed file, each exactly as a decoder of the whole file delivers it.
 * Decodes from the cut point before the picture; where the file is unsplittable, from its start.
 * Opens the file for every picture and keeps nothing. Thread-safe.
 *
 * <p>Numbers are those of the index. In a damaged file, of which decoding delivers fewer pictures,
 * results number what comes after the damage otherwise: there a picture is told by its pts.
 */
public final class FrameReader {

  /** The picture at hand and the one before it. */
  private static final int FRAMES_OUT = 2;

  private final Path file;
  private final VideoInfo video;
  private final PacketIndex index;
  private final DecodeSettings settings;

  /**
   * @param video what a probe of the file said
   * @param index of the same file
   * @param threads threads FFmpeg may use, at least 1
   */
  public FrameReader(Path file, VideoInfo video, PacketIndex index, int threads) {
    this.file = file;
    this.video = video;
    this.index = index;
    this.settings = new DecodeSettings(threads, FRAMES_OUT, Long.MAX_VALUE);
  }

  /**
   * The picture with that number in presentation order.
   *
   * @param number from 0; others are no such frame
   * @throws DecodeException if the file cannot be opened or is not what the probe saw
   */
  public FrameAnswer frame(long number) throws InterruptedException {
    if (index.unsplittable().isPresent()) {
      return number < 0 ? new NoSuchFrame(index.shownFrames()) : search(f -> f.index() >= number);
    }
    if (number < 0 || number >= index.shownFrames()) {
      return new NoSuchFrame(index.shownFrames());
    }
    return decode(number);
  }

  /**
   * The picture shown at a time: the last one whose pts is not after it; none before the first.
   *
   * @param seconds since the start of the video, as results give it
   * @throws DecodeException if the file cannot be opened or is not what the probe saw
   */
  public FrameAnswer frameAt(double seconds) throws InterruptedException {
    return index.unsplittable().isPresent()
        ? searchBefore(frame -> !index.isReached(frame.ptsTicks(), seconds))
        : frame(index.frameAt(seconds));
  }

  /**
   * The picture with that pts.
   *
   * @param ptsTicks ticks of the stream's time base
   * @throws DecodeException if the file cannot be opened or is not what the probe saw
   */
  public FrameAnswer frameWithPts(long ptsTicks) throws InterruptedException {
    return index.unsplittable().isPresent()
        ? search(frame -> frame.ptsTicks() == ptsTicks)
        : frame(index.frameWithPts(ptsTicks));
  }

  private FrameAnswer decode(long number) throws InterruptedException {
    try (VideoDecoder decoder =
        VideoDecoder.open(file, video, settings, index, index.rangeOfFrame(number))) {
      return switch (decoder.next()) {
        case Decoded.Picture(Frame frame) -> new FrameAnswer.Picture(frame);
        case Decoded.End _ ->
            new Undecodable(
                "picture %d is damaged: nothing of it can be decoded".formatted(number));
        case Decoded.Failed(String reason, DecodeReport _) -> new Undecodable(reason);
      };
    }
  }

  /** The first picture of the whole video that is wanted. */
  private FrameAnswer search(Predicate<Frame> wanted) throws InterruptedException {
    try (VideoDecoder decoder = VideoDecoder.open(file, video, settings)) {
      while (true) {
        switch (decoder.next()) {
          case Decoded.Picture(Frame frame) -> {
            if (wanted.test(frame)) {
              return new FrameAnswer.Picture(frame);
            }
            frame.close();
          }
          case Decoded.End(DecodeReport report) -> {
            return new NoSuchFrame(report.frames());
          }
          case Decoded.Failed(String reason, DecodeReport _) -> {
            return new Undecodable(reason);
          }
        }
      }
    }
  }

  /** The picture before the first one that is too late; the last one if none is. */
  private FrameAnswer searchBefore(Predicate<Frame> tooLate) throws InterruptedException {
    @Nullable Frame before = null;
    try (VideoDecoder decoder = VideoDecoder.open(file, video, settings)) {
      Decoded next = decoder.next();
      while (next instanceof Decoded.Picture(Frame frame) && !tooLate.test(frame)) {
        close(before);
        before = frame;
        next = decoder.next();
      }
      if (next instanceof Decoded.Picture(Frame late)) {
        late.close();
      }
      @Nullable Frame found = before;
      before = null;
      if (found != null) {
        return new FrameAnswer.Picture(found);
      }
      return next instanceof Decoded.Failed(String reason, DecodeReport _)
          ? new Undecodable(reason)
          : new NoSuchFrame(index.shownFrames());
    } finally {
      close(before);
    }
  }

  private static void close(@Nullable Frame frame) {
    if (frame != null) {
      frame.close();
    }
  }
}
