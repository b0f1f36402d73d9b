package com.footanalytics.vision.probe;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.jspecify.annotations.Nullable;

/** The picture stream of an examined container, in our words. Valid while the container is open. */
final class PictureStream {

  private static final Ratio GUESSED_RATE = new Ratio(25, 1);
  private static final double MAX_RATE = 1000;
  private static final double MAX_SAMPLE_STRETCH = 10;

  private final AVFormatContext context;
  private final AVStream stream;
  private final AVCodecParameters parameters;

  /**
   * @throws UnreadableException if the container has no picture stream
   */
  PictureStream(AVFormatContext context) {
    this.context = context;
    this.stream = StreamChoice.best(context);
    this.parameters = stream.codecpar();
  }

  /**
   * Everything a decoder of the stream and its consumers need to know. The pts of time 0 is the
   * stream's start time, which is the pts of the first picture shown after edit lists; 0 where the
   * stream has no timestamps.
   *
   * @throws UnreadableException if its pictures cannot be had
   */
  VideoInfo describe() {
    requireClear();
    String codec = requireDecodable();
    requirePictures();
    return new VideoInfo(
        stream.index(),
        context.iformat().name().getString(),
        codec,
        pixelFormat(),
        parameters.width(),
        parameters.height(),
        orientation(),
        sampleAspect(),
        timeBase(),
        stream.start_time() == avutil.AV_NOPTS_VALUE ? 0 : stream.start_time(),
        frameRate(),
        stream.nb_frames() > 0 ? OptionalLong.of(stream.nb_frames()) : OptionalLong.empty(),
        seconds());
  }

  private void requireClear() {
    if (sideData(avcodec.AV_PKT_DATA_ENCRYPTION_INIT_INFO) != null
        || sideData(avcodec.AV_PKT_DATA_ENCRYPTION_INFO) != null
        || avutil.av_dict_get(stream.metadata(), "enc_key_id", null, 0) != null) {
      throw new UnreadableException(
          "the video is encrypted (remedy: a copy without copy protection)");
    }
  }

  private String requireDecodable() {
    int id = parameters.codec_id();
    if (id == avcodec.AV_CODEC_ID_NONE) {
      throw new UnreadableException("the video codec is not known");
    }
    String codec = avcodec.avcodec_get_name(id).getString();
    if (SoftwareDecoder.find(id).isEmpty()) {
      throw new UnreadableException(
          codec + " cannot be decoded in software by this build (remedy: convert to H.264)");
    }
    return codec;
  }

  private void requirePictures() {
    int shorterSide = Math.min(parameters.width(), parameters.height());
    if (parameters.format() == avutil.AV_PIX_FMT_NONE || shorterSide <= 0) {
      throw new UnreadableException(
          "no picture can be decoded from the %s stream: damaged or incomplete"
              .formatted(avcodec.avcodec_get_name(parameters.codec_id()).getString()));
    }
    if (shorterSide < StreamChoice.MIN_SIDE) {
      throw new UnreadableException(
          "picture of %dx%d (expected: at least %d pixels on each side)"
              .formatted(parameters.width(), parameters.height(), StreamChoice.MIN_SIDE));
    }
  }

  private String pixelFormat() {
    AVPixFmtDescriptor descriptor = avutil.av_pix_fmt_desc_get(parameters.format());
    String name = descriptor.name().getString();
    long indirect = avutil.AV_PIX_FMT_FLAG_HWACCEL | avutil.AV_PIX_FMT_FLAG_PAL;
    if ((descriptor.flags() & indirect) != 0
        || swscale.sws_isSupportedInput(parameters.format()) == 0) {
      throw new UnreadableException(
          "pixel format %s cannot be read (remedy: convert to yuv420p)".formatted(name));
    }
    return name;
  }

  private Orientation orientation() {
    AVPacketSideData matrix = sideData(avcodec.AV_PKT_DATA_DISPLAYMATRIX);
    if (matrix == null) {
      return Orientation.UPRIGHT;
    }
    return DisplayMatrix.orientation(matrix.data())
        .orElseThrow(() ->
            new UnreadableException(
                "to be shown at an angle (expected: turned by a multiple of 90 degrees)"));
  }

  private Ratio sampleAspect() {
    AVRational aspect = avformat.av_guess_sample_aspect_ratio(context, stream, null);
    if (aspect.num() < 1 || aspect.den() < 1) {
      return Ratio.ONE;
    }
    double stretch = (double) aspect.num() / aspect.den();
    return stretch > MAX_SAMPLE_STRETCH || stretch < 1 / MAX_SAMPLE_STRETCH
        ? Ratio.ONE
        : new Ratio(aspect.num(), aspect.den());
  }

  private TimeBase timeBase() {
    AVRational tick = stream.time_base();
    if (tick.num() < 1 || tick.den() < 1) {
      throw new UnreadableException(
          "time base of %d/%d (expected: both > 0)".formatted(tick.num(), tick.den()));
    }
    return new TimeBase(tick.num(), tick.den());
  }

  private Ratio frameRate() {
    AVRational average = stream.avg_frame_rate();
    if (isRate(average)) {
      return new Ratio(average.num(), average.den());
    }
    AVRational base = stream.r_frame_rate();
    return isRate(base) ? new Ratio(base.num(), base.den()) : GUESSED_RATE;
  }

  private static boolean isRate(AVRational rate) {
    return rate.num() > 0 && rate.den() > 0 && (double) rate.num() / rate.den() <= MAX_RATE;
  }

  private OptionalDouble seconds() {
    if (stream.duration() > 0) {
      return OptionalDouble.of(timeBase().seconds(stream.duration()));
    }
    return context.duration() > 0
        ? OptionalDouble.of((double) context.duration() / avutil.AV_TIME_BASE)
        : OptionalDouble.empty();
  }

  private @Nullable AVPacketSideData sideData(int type) {
    return avcodec.av_packet_side_data_get(
        parameters.coded_side_data(), parameters.nb_coded_side_data(), type);
  }
}
