package com.footanalytics.vision.sink;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.av_color_primaries_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_range_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_space_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_transfer_name;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import com.footanalytics.vision.decode.TestingFrames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/** What FFmpeg's plain demuxer and decoder make of a file, without any of the service's code. */
final class TestingMedia {

  private TestingMedia() {}

  /** The fields of the file's only stream, by the names ffprobe gives them. */
  static Map<String, String> stream(Path file) {
    return open(
        file,
        context -> {
          AVStream stream = context.streams(0);
          AVCodecParameters codec = stream.codecpar();
          return Map.of(
              "width", Integer.toString(codec.width()),
              "height", Integer.toString(codec.height()),
              "time_base", text(stream.time_base(), "/"),
              "sample_aspect_ratio", text(codec.sample_aspect_ratio(), ":"),
              "duration_ts", Long.toString(stream.duration()),
              "nb_frames", Long.toString(stream.nb_frames()),
              "color_space", text(av_color_space_name(codec.color_space())),
              "color_primaries", text(av_color_primaries_name(codec.color_primaries())),
              "color_transfer", text(av_color_transfer_name(codec.color_trc())),
              "color_range", text(av_color_range_name(codec.color_range())));
        });
  }

  /** The pts of every decoded frame, in ticks of the stream's time base. */
  static List<Long> framePts(Path file) {
    List<Long> pts = new ArrayList<>();
    decode(file, frame -> pts.add(frame.pts()));
    return pts;
  }

  /** Every frame of a video as decoded, in 8-bit 4:2:0, plane after plane. */
  static List<Picture> pictures(Path file) {
    List<Picture> pictures = new ArrayList<>();
    decode(
        file,
        frame ->
            pictures.add(new Picture(frame.width(), frame.height(), TestingFrames.samples(frame))));
    return pictures;
  }

  private static void decode(Path file, Consumer<AVFrame> receiver) {
    open(
        file,
        context -> {
          AVCodecParameters parameters = context.streams(0).codecpar();
          var codec = avcodec_find_decoder(parameters.codec_id());
          AVCodecContext decoder = avcodec_alloc_context3(codec);
          AVPacket packet = av_packet_alloc();
          AVFrame frame = av_frame_alloc();
          avcodec_parameters_to_context(decoder, parameters);
          require(avcodec_open2(decoder, codec, (PointerPointer<?>) null), file);
          while (av_read_frame(context, packet) >= 0) {
            require(avcodec_send_packet(decoder, packet), file);
            av_packet_unref(packet);
            receive(decoder, frame, receiver);
          }
          avcodec_send_packet(decoder, null);
          receive(decoder, frame, receiver);
          av_frame_free(frame);
          av_packet_free(packet);
          avcodec_free_context(decoder);
          return file;
        });
  }

  private static void receive(AVCodecContext decoder, AVFrame frame, Consumer<AVFrame> receiver) {
    while (avcodec_receive_frame(decoder, frame) >= 0) {
      receiver.accept(frame);
    }
  }

  private static <R> R open(Path file, Function<AVFormatContext, R> use) {
    AVFormatContext context = new AVFormatContext(null);
    require(avformat_open_input(context, file.toString(), null, (AVDictionary) null), file);
    try {
      require(avformat_find_stream_info(context, (PointerPointer<?>) null), file);
      return use.apply(context);
    } finally {
      avformat_close_input(context);
    }
  }

  private static void require(int result, Path file) {
    if (result < 0) {
      throw new IllegalStateException(file + ": FFmpeg answered " + result);
    }
  }

  private static String text(AVRational ratio, String separator) {
    return ratio.num() + separator + ratio.den();
  }

  private static String text(BytePointer name) {
    return name == null || name.isNull() ? "unknown" : name.getString();
  }

  /** One decoded picture, even in both lengths. */
  static final class Picture {

    private final int width;
    private final int height;
    private final byte[] samples;

    private Picture(int width, int height, byte[] samples) {
      this.width = width;
      this.height = height;
      this.samples = samples;
    }

    int luma(int x, int y) {
      return Byte.toUnsignedInt(samples[y * width + x]);
    }

    int cb(int x, int y) {
      return Byte.toUnsignedInt(samples[width * height + y / 2 * (width / 2) + x / 2]);
    }

    int cr(int x, int y) {
      int chroma = width / 2 * (height / 2);
      return Byte.toUnsignedInt(samples[width * height + chroma + y / 2 * (width / 2) + x / 2]);
    }
  }
}
