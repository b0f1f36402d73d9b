package com.footanalytics.vision.sink;

import static com.footanalytics.vision.sink.FfmpegCall.checked;
import static com.footanalytics.vision.sink.FfmpegCall.made;
import static org.bytedeco.ffmpeg.avformat.AVFormatContext.AVFMT_FLAG_FLUSH_PACKETS;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_move_ref;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;

import com.footanalytics.vision.probe.Ratio;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * Encodes pictures as H.264 into an MP4 file, each shown from its own time until the next one's.
 * What is written plays while the file grows, fragment by fragment; finished, the file has one
 * index. Owns the encoder and the open file until closed. Not thread-safe.
 */
final class Mp4Encoder implements AutoCloseable {

  private static final String ENCODER = "libopenh264";
  private static final String PLAYABLE_WHILE_GROWING =
      "+frag_keyframe+delay_moov+hybrid_fragmented";

  private final AVFormatContext container = new AVFormatContext(null);
  private final AVIOContext output = new AVIOContext(null);
  private final AVCodecContext codec;
  private final AVStream track;
  private final AVPacket packet;
  private final AVPacket held;
  private boolean holding;
  private boolean closed;

  /**
   * Opens the file and writes its head.
   *
   * @param file overwritten if there
   */
  Mp4Encoder(Path file, Mp4Settings settings) throws IOException {
    AVCodec encoder = made(avcodec_find_encoder_by_name(ENCODER), ENCODER);
    codec = made(avcodec_alloc_context3(encoder), "encoder");
    packet = made(av_packet_alloc(), "packet");
    held = made(av_packet_alloc(), "packet");
    try {
      openCodec(encoder, settings);
      checked(avformat_alloc_output_context2(container, null, "mp4", file.toString()), "open MP4");
      track = made(avformat_new_stream(container, null), "track");
      openFile(file, settings);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Adds a picture.
   *
   * @param picture of the settings' size, 8-bit 4:2:0; the encoder may keep a reference
   * @param time ticks of the track's clock, later than the one before
   */
  void add(AVFrame picture, long time) throws IOException {
    picture.pts(time);
    checked(avcodec_send_frame(codec, picture), "encode picture");
    writePackets();
  }

  /**
   * Writes what the encoder still holds and the index without which nothing plays.
   *
   * @param end when the last picture ends, in ticks; ignored if not after its time
   */
  void finish(long end) throws IOException {
    checked(avcodec_send_frame(codec, null), "end encoding");
    writePackets();
    if (!holding) {
      throw new IOException("no picture was added");
    }
    writeHeld(end);
    checked(av_write_trailer(container), "write index");
    checked(output.error(), "write");
  }

  /** Ends encoding; without {@link #finish} what is in the file does not play. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      av_packet_free(held);
      av_packet_free(packet);
      avcodec_free_context(codec);
      avio_closep(output);
      avformat_free_context(container);
    }
  }

  private void openCodec(AVCodec encoder, Mp4Settings settings) throws IOException {
    Colours colours = settings.colours();
    codec.width(settings.width());
    codec.height(settings.height());
    codec.pix_fmt(AV_PIX_FMT_YUV420P);
    codec.color_range(colours.range());
    codec.colorspace(colours.matrix());
    codec.color_primaries(colours.primaries());
    codec.color_trc(colours.transfer());
    set(codec.sample_aspect_ratio(), settings.sampleAspect());
    codec.time_base().num(1).den(settings.ticksPerSecond());
    codec.framerate().num((int) Math.round(settings.plannedFrameRate() * 1000)).den(1000);
    codec.bit_rate(settings.bitRate());
    codec.gop_size(settings.groupLength());
    codec.thread_count(settings.threads());
    codec.slices(settings.threads());
    codec.flags(codec.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
    checked(av_opt_set(codec.priv_data(), "rc_mode", "quality", 0), "rc_mode");
    checked(av_opt_set(codec.priv_data(), "coder", "cabac", 0), "coder");
    checked(av_opt_set(codec.priv_data(), "allow_skip_frames", "0", 0), "allow_skip_frames");
    checked(avcodec_open2(codec, encoder, (AVDictionary) null), "open " + ENCODER);
  }

  private void openFile(Path file, Mp4Settings settings) throws IOException {
    checked(avcodec_parameters_from_context(track.codecpar(), codec), "track");
    track.codecpar().codec_tag(0);
    track.time_base().num(1).den(settings.ticksPerSecond());
    set(track.sample_aspect_ratio(), settings.sampleAspect());
    set(track.avg_frame_rate(), settings.frameRate());
    checked(avio_open(output, "file:" + file, AVIO_FLAG_WRITE), "open");
    container.pb(output);
    container.flags(container.flags() | AVFMT_FLAG_FLUSH_PACKETS);
    AVDictionary options = new AVDictionary(null);
    try {
      String ticks = Integer.toString(settings.ticksPerSecond());
      checked(av_dict_set(options, "video_track_timescale", ticks, 0), "options");
      checked(av_dict_set(options, "movflags", PLAYABLE_WHILE_GROWING, 0), "options");
      checked(avformat_write_header(container, options), "write head");
    } finally {
      av_dict_free(options);
    }
    if (track.time_base().num() != 1 || track.time_base().den() != settings.ticksPerSecond()) {
      throw new IOException("MP4 does not keep a clock of 1/" + settings.ticksPerSecond() + " s");
    }
  }

  private void writePackets() throws IOException {
    int answer = avcodec_receive_packet(codec, packet);
    while (answer >= 0) {
      if (holding) {
        writeHeld(packet.pts());
      }
      av_packet_move_ref(held, packet);
      holding = true;
      answer = avcodec_receive_packet(codec, packet);
    }
    if (answer != AVERROR_EAGAIN() && answer != AVERROR_EOF) {
      checked(answer, "encode picture");
    }
  }

  private void writeHeld(long end) throws IOException {
    held.duration(Math.max(1, end - held.pts()));
    held.stream_index(track.index());
    holding = false;
    checked(av_write_frame(container, held), "write picture");
    av_packet_unref(held);
  }

  private static void set(AVRational place, Ratio value) {
    place.num(value.numerator()).den(value.denominator());
  }
}
