package com.footanalytics.vision.decode;

import com.footanalytics.vision.decode.FramePool.Shell;
import com.footanalytics.vision.probe.Container;
import com.footanalytics.vision.probe.OpenVideo;
import com.footanalytics.vision.probe.ProbeLimits;
import com.footanalytics.vision.probe.UnreadableException;
import com.footanalytics.vision.probe.VideoInfo;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * The pictures of one video stream, in presentation order. One thread calls {@link #next()} and
 * {@link #close()}; frames may be closed on any thread, also after the decoder.
 *
 * <p>Interlaced pictures come as coded, both fields woven into one picture. Pictures that an edit
 * list hides are not delivered and not counted. Where a file breaks off, what could be decoded is
 * delivered and the reads that failed are counted in {@link DecodeReport#corruptPackets()}.
 */
public final class VideoDecoder implements AutoCloseable {

  /** Steps without a picture after which the file is taken to lead nowhere. */
  private static final int MAX_FRUITLESS_STEPS = 200_000;

  private static final long MAX_PIXELS = ProbeLimits.DEFAULT.maxPixels();

  private final VideoInfo video;
  private final DecodeSettings settings;
  private final PacketSource packets;
  private final NativeDecoder decoder;
  private final FramePool pool;
  private final AVFrame received = avutil.av_frame_alloc();
  private final Timestamps timestamps;
  private final PictureCounts counts = new PictureCounts();
  private long refusedPackets;
  private long waitedNanos;
  private long hiddenPackets;
  private boolean waiting;
  private boolean draining;
  private boolean closed;
  private @Nullable Decoded last;

  private VideoDecoder(
      VideoInfo video, DecodeSettings settings, PacketSource packets, NativeDecoder decoder) {
    this.video = video;
    this.settings = settings;
    this.packets = packets;
    this.decoder = decoder;
    this.pool = new FramePool(settings.framesOut());
    this.timestamps = new Timestamps(video);
  }

  /**
   * Opens a file's stream for decoding from its start.
   *
   * @param video what a probe of the same file said
   * @throws DecodeException if the file cannot be opened or is not what the probe saw
   */
  public static VideoDecoder open(Path file, VideoInfo video, DecodeSettings settings) {
    Container container;
    try {
      container = Container.open(file);
    } catch (UnreadableException e) {
      throw new DecodeException(String.valueOf(e.getMessage()), e);
    }
    try {
      container.examine(MAX_PIXELS);
    } catch (UnreadableException e) {
      container.close();
      throw new DecodeException(String.valueOf(e.getMessage()), e);
    }
    return open(new OpenVideo(container, video), settings);
  }

  /**
   * Decodes an open video from where it is.
   *
   * @param video belongs to the decoder from here on, also if this fails
   * @throws DecodeException if it cannot be decoded
   */
  public static VideoDecoder open(OpenVideo video, DecodeSettings settings) {
    Container container = video.container();
    try {
      AVStream stream = requireSame(container, video.info());
      NativeDecoder decoder =
          NativeDecoder.open(
              stream.codecpar().codec_id(),
              MAX_PIXELS,
              context -> setUp(context, stream, settings.threads()));
      PacketSource packets = new PacketSource(container, stream.index());
      return new VideoDecoder(video.info(), settings, packets, decoder);
    } catch (DecodeException e) {
      container.close();
      throw e;
    }
  }

  private static AVStream requireSame(Container container, VideoInfo video) {
    if (video.streamIndex() < container.context().nb_streams()) {
      AVStream stream = container.context().streams(video.streamIndex());
      AVCodecParameters parameters = stream.codecpar();
      String codec = avcodec.avcodec_get_name(parameters.codec_id()).getString();
      if (codec.equals(video.codec())
          && parameters.width() == video.width()
          && parameters.height() == video.height()) {
        return stream;
      }
    }
    throw new DecodeException("the file changed since it was looked at");
  }

  private static void setUp(AVCodecContext context, AVStream stream, int threads) {
    avcodec.avcodec_parameters_to_context(context, stream.codecpar());
    context.pkt_timebase(stream.time_base()).thread_count(threads);
    context.thread_type(
        threads > 1 ? AVCodecContext.FF_THREAD_FRAME | AVCodecContext.FF_THREAD_SLICE : 0);
  }

  /**
   * The next picture, or the end; after the end, the end again. Waits while as many frames are out
   * as {@link DecodeSettings#framesOut()} allows.
   *
   * @throws InterruptedException if the thread was interrupted; no picture is lost by it
   * @throws RuntimeException what the source of a video that comes as a stream threw
   */
  public Decoded next() throws InterruptedException {
    if (closed) {
      throw new IllegalStateException("decoder is closed");
    }
    if (last != null) {
      return last;
    }
    if (!waiting && !receive()) {
      return end();
    }
    waiting = true;
    if (counts.frames() >= settings.maxFrames()) {
      return failed("more than %d frames".formatted(settings.maxFrames()));
    }
    long askedNanos = System.nanoTime();
    Shell shell = pool.take();
    waitedNanos += System.nanoTime() - askedNanos;
    waiting = false;
    long index = counts.frames();
    boolean damaged = NativeDecoder.damaged(received);
    counts.add(received, damaged);
    long ptsTicks = timestamps.of(received);
    avutil.av_frame_move_ref(shell.picture(), received);
    return new Decoded.Picture(
        new Frame(shell.picture(), index, ptsTicks, damaged, shell::giveBack));
  }

  /** Decodes until a picture that is to be shown lies in {@code received}; false at the end. */
  private boolean receive() throws InterruptedException {
    for (int step = 0; step < MAX_FRUITLESS_STEPS; step++) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      switch (decoder.receive(received)) {
        case PICTURE -> {
          if ((received.flags() & AVFrame.AV_FRAME_FLAG_DISCARD) == 0) {
            return true;
          }
          avutil.av_frame_unref(received);
        }
        case ERROR -> refusedPackets++;
        case NEEDS_PACKET -> feed();
        case END -> {
          return false;
        }
      }
    }
    return false;
  }

  private void feed() {
    if (!draining && packets.advance()) {
      if ((packets.packet().flags() & avcodec.AV_PKT_FLAG_DISCARD) != 0) {
        hiddenPackets++;
      }
      if (!decoder.send(packets.packet())) {
        refusedPackets++;
      }
      return;
    }
    draining = true;
    decoder.send(null);
  }

  private Decoded end() {
    if (counts.frames() == 0) {
      String why = hiddenPackets > 0 ? "its edit list hides them" : "damaged or incomplete";
      return failed(
          "no picture can be decoded from the %s stream: %s".formatted(video.codec(), why));
    }
    last = new Decoded.End(report());
    return last;
  }

  private Decoded failed(String reason) {
    last = new Decoded.Failed(reason, report());
    return last;
  }

  /** Time that {@link #next()} spent waiting for frames to come back and for bytes to come in. */
  public long waitedNanos() {
    return waitedNanos + packets.waitedNanos();
  }

  /** What was met so far. */
  public DecodeReport report() {
    return counts.report(timestamps, refusedPackets + packets.failures());
  }

  /** Frees the decoder; frames that are still out keep their pixels until they are closed. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    decoder.close();
    packets.close();
    avutil.av_frame_free(received);
    pool.close();
  }
}
