package com.footanalytics.vision.probe;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Which stream of a container is the video. Covers and thumbnails never are; among the others one
 * that can be decoded goes first, then one whose pictures were seen, then the default one, then the
 * largest, then the first.
 */
final class StreamChoice {

  /** Shorter sides belong to auxiliary tracks, not to pictures that people look at. */
  static final int MIN_SIDE = 16;

  private static final int NOT_VIDEO =
      avformat.AV_DISPOSITION_ATTACHED_PIC
          | avformat.AV_DISPOSITION_TIMED_THUMBNAILS
          | avformat.AV_DISPOSITION_STILL_IMAGE;

  private static final Comparator<AVStream> BEST_FIRST =
      Comparator.comparing(StreamChoice::decodable)
          .thenComparing(StreamChoice::seen)
          .thenComparing(StreamChoice::largeEnough)
          .thenComparing(StreamChoice::isDefault)
          .thenComparingLong(StreamChoice::area)
          .reversed();

  private StreamChoice() {}

  /**
   * The stream to analyse; it may still turn out not to be decodable.
   *
   * @throws UnreadableException if there is no picture stream
   */
  static AVStream best(AVFormatContext context) {
    return IntStream.range(0, context.nb_streams())
        .mapToObj(context::streams)
        .filter(stream -> hasType(stream, avutil.AVMEDIA_TYPE_VIDEO))
        .filter(stream -> (stream.disposition() & NOT_VIDEO) == 0)
        .min(BEST_FIRST)
        .orElseThrow(() -> new UnreadableException(whatIsThereInstead(context)));
  }

  private static String whatIsThereInstead(AVFormatContext context) {
    boolean pictures = any(context, avutil.AVMEDIA_TYPE_VIDEO);
    boolean sound = any(context, avutil.AVMEDIA_TYPE_AUDIO);
    if (pictures) {
      return "no video stream, only a cover picture";
    }
    return sound ? "no video stream, only sound" : "no video stream";
  }

  private static boolean any(AVFormatContext context, int type) {
    return IntStream.range(0, context.nb_streams())
        .anyMatch(index -> hasType(context.streams(index), type));
  }

  private static boolean hasType(AVStream stream, int type) {
    return stream.codecpar().codec_type() == type;
  }

  private static boolean decodable(AVStream stream) {
    int codec = stream.codecpar().codec_id();
    return codec != avcodec.AV_CODEC_ID_NONE && SoftwareDecoder.find(codec).isPresent();
  }

  private static boolean seen(AVStream stream) {
    return stream.codecpar().format() != avutil.AV_PIX_FMT_NONE;
  }

  private static boolean largeEnough(AVStream stream) {
    AVCodecParameters parameters = stream.codecpar();
    return Math.min(parameters.width(), parameters.height()) >= MIN_SIDE;
  }

  private static boolean isDefault(AVStream stream) {
    return (stream.disposition() & avformat.AV_DISPOSITION_DEFAULT) != 0;
  }

  private static long area(AVStream stream) {
    return (long) stream.codecpar().width() * stream.codecpar().height();
  }
}
