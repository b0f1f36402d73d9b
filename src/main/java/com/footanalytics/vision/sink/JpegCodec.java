package com.footanalytics.vision.sink;

import static com.footanalytics.vision.sink.FfmpegCall.checked;
import static com.footanalytics.vision.sink.FfmpegCall.made;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_QSCALE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;

import com.footanalytics.vision.probe.Ffmpeg;
import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Encodes 4:2:0 pictures of one size as JPEG. Owns the encoder. Not thread-safe. */
final class JpegCodec implements AutoCloseable {

  private static final int FF_QP2LAMBDA = 118;

  private final int quantiser;
  private final AVCodecContext codec;
  private final AVPacket packet;

  /**
   * @param width pixels, even
   * @param height pixels, even
   * @param quantiser 1 (best) to 31, as FFmpeg counts
   */
  JpegCodec(int width, int height, int quantiser) throws IOException {
    Ffmpeg.load();
    this.quantiser = quantiser;
    AVCodec encoder = made(avcodec_find_encoder(AV_CODEC_ID_MJPEG), "JPEG encoder");
    codec = made(avcodec_alloc_context3(encoder), "encoder");
    packet = made(av_packet_alloc(), "packet");
    codec.width(width);
    codec.height(height);
    codec.pix_fmt(AV_PIX_FMT_YUVJ420P);
    codec.color_range(AVCOL_RANGE_JPEG);
    codec.time_base().num(1).den(1);
    codec.thread_count(1);
    codec.flags(codec.flags() | AV_CODEC_FLAG_QSCALE);
    codec.global_quality(quantiser * FF_QP2LAMBDA);
    try {
      checked(avcodec_open2(codec, encoder, (AVDictionary) null), "open JPEG encoder");
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** What the samples of a JPEG mean. */
  static Colours colours() {
    return new Colours(AVCOL_SPC_SMPTE170M, AVCOL_PRI_BT709, AVCOL_TRC_BT709, AVCOL_RANGE_JPEG);
  }

  /** One JPEG file; {@code picture} has these colours. */
  byte[] encode(AVFrame picture) throws IOException {
    picture.quality(quantiser * FF_QP2LAMBDA);
    checked(avcodec_send_frame(codec, picture), "encode picture");
    checked(avcodec_receive_packet(codec, packet), "encode picture");
    byte[] jpeg = new byte[packet.size()];
    packet.data().get(jpeg);
    av_packet_unref(packet);
    return jpeg;
  }

  @Override
  public void close() {
    av_packet_free(packet);
    avcodec_free_context(codec);
  }
}
