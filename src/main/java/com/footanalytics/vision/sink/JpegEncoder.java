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
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;

import com.footanalytics.vision.probe.Ffmpeg;
import com.footanalytics.vision.probe.Orientation;
import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/**
 * Encodes RGB pictures of one size as JPEG. Owns the encoder until closed. Not thread-safe.
 *
 * <p>The same pixels give the same bytes with the same release of FFmpeg.
 */
public final class JpegEncoder implements AutoCloseable {

  private static final int FF_QP2LAMBDA = 118;
  private static final int BYTES_PER_PIXEL = 3;

  private final int width;
  private final int height;
  private final int quantiser;
  private final AVFrame source;
  private final PictureConverter converter;
  private final AVCodecContext codec;
  private final AVPacket packet;

  /**
   * @param width pixels, even
   * @param height pixels, even
   * @param quantiser 1 (best) to 31, as FFmpeg counts
   * @throws IOException if there is no memory for it
   */
  public JpegEncoder(int width, int height, int quantiser) throws IOException {
    Ffmpeg.load();
    this.width = width;
    this.height = height;
    this.quantiser = quantiser;
    Colours colours =
        new Colours(AVCOL_SPC_SMPTE170M, AVCOL_PRI_BT709, AVCOL_TRC_BT709, AVCOL_RANGE_JPEG);
    AVCodec encoder = made(avcodec_find_encoder(AV_CODEC_ID_MJPEG), "JPEG encoder");
    source = RgbVideoWriter.rgbPicture(width, height);
    converter = new PictureConverter(CanvasSize.of(width, height), Orientation.UPRIGHT, colours);
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

  /**
   * One JPEG file.
   *
   * @param rgb R, G, B of each pixel, row by row from the top left; read, not kept
   */
  public byte[] encode(byte[] rgb) throws IOException {
    checked(av_frame_make_writable(source), "picture");
    int row = width * BYTES_PER_PIXEL;
    BytePointer plane = source.data(0);
    for (int y = 0; y < height; y++) {
      plane.position((long) y * source.linesize(0)).put(rgb, y * row, row);
    }
    AVFrame picture = converter.convert(source);
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
    converter.close();
    av_frame_free(source);
  }
}
