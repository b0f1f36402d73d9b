package com.footanalytics.vision.probe;

import java.nio.file.Path;
import java.time.Duration;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * An open video container on a local file or a stream of bytes, and nothing but that: whatever the
 * content names, no other file, address or device is opened. Owns the native demuxer until closed.
 * One thread at a time.
 */
public final class Container implements AutoCloseable {

  private static final Duration OPENING = Duration.ofSeconds(15);
  private static final Duration READING = Duration.ofSeconds(30);
  private static final long PROBE_BYTES = 32L << 20;
  private static final long PROBE_MICROS = 10_000_000;

  /** In force for whatever FFmpeg opens after the file itself; the name of no protocol. */
  private static final String NO_PROTOCOL = "none";

  /** Formats are told by content alone, so that a wrong ending cannot mislead. */
  private static final String NO_NAME = "";

  private static final String PROGRAM_STREAM = "mpeg";
  private static final String TRANSPORT_STREAM = "mpegts";

  private static final RefusedOpen REFUSED_OPEN = new RefusedOpen();

  private final Deadline deadline = new Deadline();
  private final ContainerInput input;
  private final AVFormatContext context = avformat.avformat_alloc_context();
  private boolean closed;

  private Container(ContainerInput input) {
    this.input = input;
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws UnreadableException if it is not a regular file that holds a video container
   */
  public static Container open(Path file) {
    return open(FileInput.of(file));
  }

  /**
   * Reads a file's header off a stream.
   *
   * @param source stays the caller's
   * @throws UnreadableException if it does not begin a video container
   */
  public static Container open(ByteSource source) {
    return open(new StreamInput(source));
  }

  private static Container open(ContainerInput input) {
    Ffmpeg.load();
    Container container = new Container(input);
    try {
      container.openHeader();
      return container;
    } catch (RuntimeException e) {
      container.close();
      throw e;
    }
  }

  private void openHeader() {
    deadline.restart(OPENING);
    require(input.open(deadline), "cannot be opened");

    AVInputFormat format = new AVInputFormat(null);
    require(
        avformat.av_probe_input_buffer2(input.io(), format, NO_NAME, null, 0, 0),
        "not a video: no container format is recognised");
    if (format.name().getString().equals(PROGRAM_STREAM) && input.isTransportStream()) {
      format = avformat.av_find_input_format(TRANSPORT_STREAM);
    }
    ContainerFormat.requireTaken(format.name().getString());

    context.pb(input.io()).interrupt_callback(deadline.callback()).io_open(REFUSED_OPEN);
    context.probesize(PROBE_BYTES).max_analyze_duration(PROBE_MICROS);
    AVDictionary guards = new AVDictionary(null);
    avutil.av_dict_set(guards, "protocol_whitelist", NO_PROTOCOL, 0);
    avutil.av_dict_set(guards, "format_whitelist", ContainerFormat.whitelist(), 0);
    int read = avformat.avformat_open_input(context, input.url(), format, guards);
    avutil.av_dict_free(guards);
    require(
        read,
        "the %s header is damaged".formatted(format.name().getString().replaceFirst(",.*", "")));
  }

  /**
   * Reads packets until every stream's parameters are known, or as many as is reasonable.
   *
   * @param maxPixels pictures with more are not decoded on the way
   * @throws UnreadableException if the streams cannot be told
   */
  public void examine(long maxPixels) {
    int streams = context.nb_streams();
    deadline.restart(OPENING);
    try (PointerPointer<AVDictionary> perStream = new PointerPointer<>(Math.max(streams, 1))) {
      for (int i = 0; i < streams; i++) {
        AVDictionary options = new AVDictionary(null);
        avutil.av_dict_set(options, "max_pixels", Long.toString(maxPixels), 0);
        perStream.put(i, options);
      }
      int found = avformat.avformat_find_stream_info(context, perStream);
      for (int i = 0; i < streams; i++) {
        avutil.av_dict_free(new AVDictionary(perStream.get(i)));
      }
      require(found, "the streams cannot be told");
    }
  }

  /** The native demuxer; owned by this container, never to be freed by the caller. */
  public AVFormatContext context() {
    return context;
  }

  /**
   * Reads the next packet, as {@code av_read_frame} does, within 30 seconds besides the wait for
   * bytes that others send. What such a stream of bytes fails with is thrown.
   *
   * @return 0 or one of FFmpeg's error codes
   */
  public int read(AVPacket packet) {
    deadline.restart(READING);
    int code = avformat.av_read_frame(context, packet);
    if (code < 0) {
      input.rethrow();
    }
    return code;
  }

  /**
   * Goes on reading at or before a moment of a stream: where the container says that a key packet
   * lies. Packets that were read ahead are dropped.
   *
   * @param ticks of that stream's time base
   * @return whether the container could; where it is after a failure is not defined
   */
  public boolean seekTime(int stream, long ticks) {
    deadline.restart(READING);
    return avformat.av_seek_frame(context, stream, ticks, avformat.AVSEEK_FLAG_BACKWARD) >= 0;
  }

  /**
   * Goes on reading at a byte of the file, for containers that begin anywhere. Packets that were
   * read ahead are dropped.
   *
   * @return whether the container could; where it is after a failure is not defined
   */
  public boolean seekByte(long position) {
    deadline.restart(READING);
    return avformat.av_seek_frame(context, -1, position, avformat.AVSEEK_FLAG_BYTE) >= 0;
  }

  /** Time spent so far waiting for bytes that others send; 0 for files. */
  public long waitedNanos() {
    return input.waitedNanos();
  }

  private void require(int code, String otherwise) {
    input.rethrow();
    if (code >= 0) {
      return;
    }
    if (deadline.expired()) {
      throw new UnreadableException(otherwise + " within " + OPENING.toSeconds() + " s");
    }
    boolean plain = code == avutil.AVERROR_INVALIDDATA || code == avutil.AVERROR_EOF;
    throw new UnreadableException(
        plain ? otherwise : otherwise + " (" + Ffmpeg.describe(code) + ")");
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    avformat.avformat_close_input(context);
    input.close();
    deadline.close();
  }

  /** Answers every request to open something besides the file: no. */
  private static final class RefusedOpen
      extends AVFormatContext
          .Io_open_AVFormatContext_PointerPointer_BytePointer_int_PointerPointer {

    @Override
    public int call(
        AVFormatContext context,
        PointerPointer io,
        BytePointer url,
        int flags,
        PointerPointer options) {
      return avutil.AVERROR_EXIT();
    }
  }
}
