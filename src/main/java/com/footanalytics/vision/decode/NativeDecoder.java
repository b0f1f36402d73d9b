package com.footanalytics.vision.decode;

import com.footanalytics.vision.probe.Av1Sequence;
import com.footanalytics.vision.probe.Ffmpeg;
import com.footanalytics.vision.probe.SoftwareDecoder;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * An open FFmpeg software decoder: every picture exact, damaged ones concealed, delivered and
 * marked, cropped to the pixel. Owns its native memory. One thread.
 */
final class NativeDecoder implements AutoCloseable {

  private static final int AGAIN = org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN();

  private final AVCodecContext context;
  private final long maxPixels;

  private NativeDecoder(AVCodecContext context, long maxPixels) {
    this.context = context;
    this.maxPixels = maxPixels;
  }

  /** What a decoder says when asked for a picture. */
  enum Answer {
    PICTURE,
    NEEDS_PACKET,
    ERROR,
    END
  }

  /**
   * Opens a decoder.
   *
   * @param codecId FFmpeg's number of the codec
   * @param maxPixels pictures with more are errors
   * @param setup sets what else the decoder must know before it is opened
   * @throws DecodeException if there is no such decoder or it refuses
   */
  static NativeDecoder open(int codecId, long maxPixels, Consumer<AVCodecContext> setup) {
    Ffmpeg.load();
    AVCodec codec =
        SoftwareDecoder.find(codecId)
            .orElseThrow(() ->
                new DecodeException(
                    avcodec.avcodec_get_name(codecId).getString()
                        + " cannot be decoded in software by this build"));
    AVCodecContext context = avcodec.avcodec_alloc_context3(codec);
    setup.accept(context);
    context.max_pixels(maxPixels);
    context.flags(
        context.flags() | avcodec.AV_CODEC_FLAG_OUTPUT_CORRUPT | avcodec.AV_CODEC_FLAG_UNALIGNED);
    int code = avcodec.avcodec_open2(context, codec, (AVDictionary) null);
    if (code < 0) {
      avcodec.avcodec_free_context(context);
      throw new DecodeException(
          codec.name().getString() + " decoder does not start: " + Ffmpeg.describe(code));
    }
    return new NativeDecoder(context, maxPixels);
  }

  /**
   * Hands over one packet.
   *
   * @param packet null to ask for what is still held back
   * @return whether the decoder took it
   */
  boolean send(@Nullable AVPacket packet) {
    return !isTooLarge(packet) && avcodec.avcodec_send_packet(context, packet) >= 0;
  }

  /** The decoder of AV1 has memory for a picture before it asks whether it may be as large. */
  private boolean isTooLarge(@Nullable AVPacket packet) {
    if (packet == null || context.codec_id() != avcodec.AV_CODEC_ID_AV1 || packet.size() == 0) {
      return false;
    }
    ByteBuffer bytes = packet.data().capacity(packet.size()).asByteBuffer();
    return Av1Sequence.largest(bytes).filter(found -> found.pixels() > maxPixels).isPresent();
  }

  /** Moves the next picture, if there is one, into an empty {@code picture}. */
  Answer receive(AVFrame picture) {
    int code = avcodec.avcodec_receive_frame(context, picture);
    if (code >= 0) {
      return Answer.PICTURE;
    }
    if (code == AGAIN) {
      return Answer.NEEDS_PACKET;
    }
    return code == avutil.AVERROR_EOF ? Answer.END : Answer.ERROR;
  }

  /** Whether the decoder reported damage in a picture. */
  static boolean damaged(AVFrame picture) {
    return (picture.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0
        || picture.decode_error_flags() != 0;
  }

  @Override
  public void close() {
    avcodec.avcodec_free_context(context);
  }
}
