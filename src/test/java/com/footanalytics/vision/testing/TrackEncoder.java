package com.footanalytics.vision.testing;

import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.IntPointer;

/** Encodes one track of a clip into packets of its stream. Owns the encoder until closed. */
final class TrackEncoder implements AutoCloseable {

  private static final int SAMPLE_RATE = 8000;
  private static final int SAMPLES = SAMPLE_RATE / 10;

  private final AVCodecContext encoder;
  private final AVStream stream;
  private final List<Long> pts;
  private final BiConsumer<AVFrame, Integer> draw;

  private TrackEncoder(
      AVCodecContext encoder, AVStream stream, List<Long> pts, BiConsumer<AVFrame, Integer> draw) {
    this.encoder = encoder;
    this.stream = stream;
    this.pts = pts;
    this.draw = draw;
  }

  static TrackEncoder pictures(AVFormatContext output, ClipTrack track) {
    AVCodec codec = avcodec.avcodec_find_encoder_by_name(track.encoder);
    AVCodecContext encoder = avcodec.avcodec_alloc_context3(codec);
    encoder
        .width(track.width)
        .height(track.height)
        .pix_fmt(track.pixelFormat)
        .time_base(avutil.av_make_q(1, track.ticksPerSecond))
        .framerate(avutil.av_make_q(25, 1))
        .sample_aspect_ratio(avutil.av_make_q(track.aspectNumerator, track.aspectDenominator))
        .thread_count(1)
        .bit_rate(20L * track.width * track.height);
    AVDictionary options = new AVDictionary(null);
    track.options.forEach((name, value) -> avutil.av_dict_set(options, name, value, 0));
    AVStream stream = open(output, encoder, codec, options);
    stream.disposition(track.disposition).avg_frame_rate(encoder.framerate());
    stream.sample_aspect_ratio(encoder.sample_aspect_ratio());
    if (!track.matrix.isEmpty()) {
      addMatrix(stream, track.matrix);
    }
    IntFunction<ClipSquare> squares = track.squares;
    BiConsumer<AVFrame, Integer> draw =
        squares == null
            ? ClipPicture::draw
            : (picture, index) -> ClipPicture.draw(picture, squares.apply(index));
    return new TrackEncoder(encoder, stream, track.pts, draw);
  }

  static TrackEncoder tone(AVFormatContext output, int tenthsOfSecond) {
    AVCodec codec = avcodec.avcodec_find_encoder_by_name("pcm_s16le");
    AVCodecContext encoder = avcodec.avcodec_alloc_context3(codec);
    encoder
        .sample_fmt(avutil.AV_SAMPLE_FMT_S16)
        .sample_rate(SAMPLE_RATE)
        .time_base(avutil.av_make_q(1, SAMPLE_RATE));
    avutil.av_channel_layout_default(encoder.ch_layout(), 1);
    AVStream stream = open(output, encoder, codec, new AVDictionary(null));
    List<Long> pts = new ArrayList<>();
    for (long part = 0; part < tenthsOfSecond; part++) {
      pts.add(part * SAMPLES);
    }
    return new TrackEncoder(encoder, stream, pts, TrackEncoder::hum);
  }

  private static AVStream open(
      AVFormatContext output, AVCodecContext encoder, AVCodec codec, AVDictionary options) {
    if ((output.oformat().flags() & avformat.AVFMT_GLOBALHEADER) != 0) {
      encoder.flags(encoder.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
    }
    Checked.code(
        "encoder " + codec.name().getString(), avcodec.avcodec_open2(encoder, codec, options));
    avutil.av_dict_free(options);
    AVStream stream = avformat.avformat_new_stream(output, null);
    Checked.code("parameters", avcodec.avcodec_parameters_from_context(stream.codecpar(), encoder));
    stream.time_base(encoder.time_base());
    return stream;
  }

  private static void addMatrix(AVStream stream, List<Integer> matrix) {
    AVPacketSideData list = new AVPacketSideData(null);
    int[] count = {0};
    AVPacketSideData entry =
        avcodec.av_packet_side_data_new(
            list, count, avcodec.AV_PKT_DATA_DISPLAYMATRIX, 9L * Integer.BYTES, 0);
    new IntPointer(entry.data())
        .put(matrix.stream().mapToInt(Integer::intValue).toArray(), 0, matrix.size());
    stream.codecpar().coded_side_data(list).nb_coded_side_data(count[0]);
  }

  private static void hum(AVFrame samples, int part) {
    ShortBuffer wave = samples.data(0).capacity(2L * SAMPLES).asByteBuffer().asShortBuffer();
    for (int i = 0; i < SAMPLES; i++) {
      wave.put(i, (short) (((part * SAMPLES + i) % 20) * 400));
    }
  }

  /** Every packet of the track, in the stream's time base; the caller frees them. */
  List<AVPacket> encode() {
    List<AVPacket> packets = new ArrayList<>();
    AVFrame frame = avutil.av_frame_alloc();
    for (int index = 0; index < pts.size(); index++) {
      frame.width(encoder.width()).height(encoder.height());
      if (encoder.codec_type() == avutil.AVMEDIA_TYPE_VIDEO) {
        frame.format(encoder.pix_fmt());
      } else {
        frame.format(encoder.sample_fmt()).nb_samples(SAMPLES).sample_rate(SAMPLE_RATE);
        avutil.av_channel_layout_copy(frame.ch_layout(), encoder.ch_layout());
      }
      Checked.code("frame buffer", avutil.av_frame_get_buffer(frame, 0));
      draw.accept(frame, index);
      frame.pts(pts.get(index)).duration(1);
      Checked.code("encode", avcodec.avcodec_send_frame(encoder, frame));
      avutil.av_frame_unref(frame);
      drain(packets);
    }
    avutil.av_frame_free(frame);
    Checked.code("flush", avcodec.avcodec_send_frame(encoder, null));
    drain(packets);
    return packets;
  }

  private void drain(List<AVPacket> packets) {
    while (true) {
      AVPacket packet = avcodec.av_packet_alloc();
      if (avcodec.avcodec_receive_packet(encoder, packet) < 0) {
        avcodec.av_packet_free(packet);
        return;
      }
      avcodec.av_packet_rescale_ts(packet, encoder.time_base(), stream.time_base());
      packet.stream_index(stream.index());
      packets.add(packet);
    }
  }

  @Override
  public void close() {
    avcodec.avcodec_free_context(encoder);
  }
}
