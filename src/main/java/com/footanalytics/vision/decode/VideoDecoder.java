package com.footanalytics.vision.decode;

import com.footanalytics.vision.decode.FramePool.Shell;
import com.footanalytics.vision.probe.Container;
import com.footanalytics.vision.probe.OpenVideo;
import com.footanalytics.vision.probe.ProbeLimits;
import com.footanalytics.vision.probe.UnreadableException;
import com.footanalytics.vision.probe.VideoInfo;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Supplier;
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

  /** Codecs whose decoders write every part of a damaged picture. */
  private static final Set<Integer> CONCEALS =
      Set.of(
          avcodec.AV_CODEC_ID_H264,
          avcodec.AV_CODEC_ID_MPEG1VIDEO,
          avcodec.AV_CODEC_ID_MPEG2VIDEO,
          avcodec.AV_CODEC_ID_MPEG4);

  private static final long MAX_PIXELS = ProbeLimits.DEFAULT.maxPixels();

  private final VideoInfo video;
  private final DecodeSettings settings;
  private final DecodeRange range;
  private final Packets packets;
  private final NativeDecoder decoder;
  private final FramePool pool;
  private final AVFrame received = avutil.av_frame_alloc();
  private final Timestamps timestamps;
  private final PictureCounts counts = new PictureCounts();
  private long refusedPackets;
  private long waitedNanos;
  private long hiddenPackets;
  private long fedPackets;
  private long lastFedTicks = avutil.AV_NOPTS_VALUE;
  private boolean waiting;
  private boolean draining;
  private boolean closed;
  private @Nullable Decoded last;

  private VideoDecoder(
      VideoInfo video,
      DecodeSettings settings,
      DecodeRange range,
      Packets packets,
      NativeDecoder decoder) {
    this.video = video;
    this.settings = settings;
    this.range = range;
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
    return open(new OpenVideo(container(file), video), settings);
  }

  /**
   * Opens a file's stream for decoding one range of it. Exactly the pictures of the range are
   * delivered, as a decoder of the whole file delivers them, with the indices from {@link
   * DecodeRange#firstFrame()} on, and only they are counted. A range without pictures just ends.
   *
   * @param video what a probe of the same file said
   * @param index of the same file
   * @param range one that {@link PacketIndex#split} gave
   * @throws DecodeException if the file cannot be opened or is not what the probe saw
   */
  public static VideoDecoder open(
      Path file, VideoInfo video, DecodeSettings settings, PacketIndex index, DecodeRange range) {
    if (range.equals(DecodeRange.WHOLE)) {
      return open(file, video, settings);
    }
    Container container = container(file);
    PacketSource source = packets(container, video);
    Supplier<PacketSource> again = () -> packets(container(file), video);
    return open(container, video, settings, range, new RangePackets(source, again, index, range));
  }

  /**
   * Decodes an open video from where it is.
   *
   * @param video belongs to the decoder from here on, also if this fails
   * @throws DecodeException if it cannot be decoded
   */
  public static VideoDecoder open(OpenVideo video, DecodeSettings settings) {
    Container container = video.container();
    PacketSource source = packets(container, video.info());
    return open(container, video.info(), settings, DecodeRange.WHOLE, source);
  }

  private static VideoDecoder open(
      Container container,
      VideoInfo video,
      DecodeSettings settings,
      DecodeRange range,
      Packets packets) {
    AVStream stream = container.context().streams(video.streamIndex());
    try {
      NativeDecoder decoder =
          NativeDecoder.open(
              stream.codecpar().codec_id(),
              MAX_PIXELS,
              context -> setUp(context, stream, settings.threads()));
      return new VideoDecoder(video, settings, range, packets, decoder);
    } catch (DecodeException e) {
      packets.close();
      throw e;
    }
  }

  /** The file, opened and examined. */
  static Container container(Path file) {
    Container container;
    try {
      container = Container.open(file);
    } catch (UnreadableException e) {
      throw new DecodeException(String.valueOf(e.getMessage()), e);
    }
    try {
      container.examine(MAX_PIXELS);
      return container;
    } catch (UnreadableException e) {
      container.close();
      throw new DecodeException(String.valueOf(e.getMessage()), e);
    }
  }

  /** The packets of the stream that was probed; the container is theirs, also if this fails. */
  static PacketSource packets(Container container, VideoInfo video) {
    try {
      return new PacketSource(container, requireSame(container, video).index());
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
    if (threads == 1 && !CONCEALS.contains(context.codec_id())) {
      context.get_buffer2(CleanBuffers.INSTANCE);
    }
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
    long index = range.firstFrame() + counts.frames();
    if (index >= settings.maxFrames()) {
      return failed("more than %d frames".formatted(settings.maxFrames()));
    }
    long askedNanos = System.nanoTime();
    Shell shell = pool.take();
    waitedNanos += System.nanoTime() - askedNanos;
    waiting = false;
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
          boolean hidden = (received.flags() & AVFrame.AV_FRAME_FLAG_DISCARD) != 0;
          if (!hidden && range.shows(received.pts())) {
            return true;
          }
          avutil.av_frame_unref(received);
        }
        case ERROR -> countRefused();
        case NEEDS_PACKET -> feed();
        case END -> {
          return false;
        }
      }
    }
    return false;
  }

  private void feed() throws InterruptedException {
    if (!draining && packets.advance()) {
      lastFedTicks = packets.packet().pts();
      if ((packets.packet().flags() & avcodec.AV_PKT_FLAG_DISCARD) != 0) {
        hiddenPackets++;
      }
      fedPackets++;
      if (!decoder.send(packets.packet())) {
        countRefused();
      }
      return;
    }
    draining = true;
    decoder.send(null);
  }

  private void countRefused() {
    if (range.shows(lastFedTicks)) {
      refusedPackets++;
    }
  }

  private Decoded end() {
    if (packets.breach().isPresent()) {
      return failed(packets.breach().get());
    }
    if (counts.frames() == 0 && range.equals(DecodeRange.WHOLE)) {
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

  /** Packets that the decoder was fed so far. */
  long fedPackets() {
    return fedPackets;
  }

  /** Packets of the stream that were read off the file so far. */
  long takenPackets() {
    return packets.taken();
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
