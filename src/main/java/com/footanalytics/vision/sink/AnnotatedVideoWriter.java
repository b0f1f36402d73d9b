package com.footanalytics.vision.sink;

import com.footanalytics.vision.decode.Frame;
import com.footanalytics.vision.probe.Ratio;
import com.footanalytics.vision.probe.VideoInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * {@code annotated.mp4}: the video as it is shown, upright, with its objects and its clock drawn
 * in, as H.264 without sound. Every frame has its own time, pts less start pts, in ticks of the
 * source's time base; {@link TrackClock} says what becomes of times a track cannot have. Colours
 * and sample aspect are the source's; {@link CanvasSize} says what becomes of sizes the encoder
 * cannot have. A frame of another size than the video's is scaled to it. The part plays while it
 * grows, up to its last whole fragment of about two seconds. Not thread-safe.
 */
public final class AnnotatedVideoWriter implements ResultFile {

  private final AtomicFile file;
  private final VideoInfo video;
  private final List<String> classes;
  private final int threads;
  private final CanvasSize size;
  private final TrackClock clock;
  private @Nullable Studio studio;

  /**
   * @param target the file
   * @param video what the frames come from
   * @param classes class names; a detection's index points here
   * @param threads threads the encoder may use, at least 1
   */
  public AnnotatedVideoWriter(Path target, VideoInfo video, List<String> classes, int threads) {
    this.file = new AtomicFile(target);
    this.video = video;
    this.classes = List.copyOf(classes);
    this.threads = threads;
    this.size = CanvasSize.of(video.displayWidth(), video.displayHeight());
    this.clock = new TrackClock(video);
  }

  /**
   * Adds a frame. If {@code result} is an earlier frame's its objects are drawn faintly and without
   * labels, so that skipped frames need not flicker.
   *
   * @param frame in presentation order; stays the caller's
   * @param result what was found in it
   * @throws SinkException if it cannot be encoded or written
   */
  public void frame(Frame frame, FrameResult result) {
    try {
      Studio open = studio == null ? open(Colours.of(frame.picture())) : studio;
      AVFrame picture = open.converter.convert(frame.picture());
      YuvCanvas canvas = new YuvCanvas(picture);
      if (result.frame() == frame.index()) {
        open.painter.drawObjects(canvas, result.detections());
      } else {
        open.painter.drawFaintly(canvas, result.detections());
      }
      MediaTime time = MediaTime.of(video, frame.ptsTicks());
      open.painter.drawClock(canvas, time, frame.index(), frame.corrupt());
      open.encoder.add(picture, clock.place(frame.ptsTicks()));
    } catch (IOException e) {
      throw file.failed(e);
    }
  }

  /** Frames so far that could not be shown at their own time. */
  public long movedFrames() {
    return clock.moved();
  }

  /**
   * Completes the video and puts it under its name.
   *
   * @throws SinkException if no frame was added or the disk does not take it
   */
  public void finish(RunEnd end) {
    prepare(end);
    commit();
  }

  @Override
  public void prepare(RunEnd end) {
    try {
      if (studio == null) {
        throw new IOException("the video has no frame");
      }
      studio.encoder.finish(Math.round(end.durationSeconds() * clock.ticksPerSecond()));
    } catch (IOException e) {
      throw file.failed(e);
    }
    closeStudio();
    file.prepare();
  }

  @Override
  public void commit() {
    file.commit();
  }

  @Override
  public void close() {
    closeStudio();
    file.close();
  }

  private Studio open(Colours colours) throws IOException {
    Mp4Settings settings =
        new Mp4Settings(
            size.width(),
            size.height(),
            displaySampleAspect(),
            colours,
            clock.ticksPerSecond(),
            video.nominalFrameRate(),
            threads);
    PictureConverter converter = new PictureConverter(size, video.orientation(), colours);
    try {
      Mp4Encoder encoder = new Mp4Encoder(file.part(), settings);
      studio = new Studio(converter, new DetectionPainter(classes, size, colours), encoder);
      return studio;
    } catch (IOException | RuntimeException e) {
      converter.close();
      throw e;
    }
  }

  private Ratio displaySampleAspect() {
    Ratio coded = video.sampleAspect();
    return video.orientation().swapsAxes()
        ? new Ratio(/* numerator= */ coded.denominator(), /* denominator= */ coded.numerator())
        : coded;
  }

  private void closeStudio() {
    if (studio != null) {
      studio.encoder.close();
      studio.converter.close();
      studio = null;
    }
  }

  /** What the first frame decides. */
  private record Studio(PictureConverter converter, DetectionPainter painter, Mp4Encoder encoder) {}
}
