package com.footanalytics.vision.decode;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.global.avcodec;

/**
 * Reads off the first bytes of a codec's packets, in file order, where decoding can begin and which
 * packets show nothing. Sees every packet of one stream. Bytes that make no sense never throw.
 */
interface PacketSyntax {

  /**
   * What one packet is.
   *
   * @param packet its bytes, from position 0 to the limit; only read
   * @param key whether the container calls it a key packet
   */
  PacketTraits look(ByteBuffer packet, boolean key);

  /** The reader for a stream's codec; empty where nothing is known about it. */
  static Optional<PacketSyntax> of(AVCodecParameters stream) {
    byte[] extradata = new byte[Math.max(0, stream.extradata_size())];
    if (extradata.length > 0) {
      stream.extradata().get(extradata);
    }
    return switch (stream.codec_id()) {
      case avcodec.AV_CODEC_ID_H264 -> Optional.of(new H264Syntax(extradata));
      case avcodec.AV_CODEC_ID_HEVC -> Optional.of(new HevcSyntax(extradata));
      case avcodec.AV_CODEC_ID_AV1 -> Optional.of(new Av1Syntax());
      case avcodec.AV_CODEC_ID_VP8 -> Optional.of(new Vp8Syntax());
      case avcodec.AV_CODEC_ID_VP9 -> Optional.of(new Vp9Syntax());
      case avcodec.AV_CODEC_ID_MPEG1VIDEO, avcodec.AV_CODEC_ID_MPEG2VIDEO ->
          Optional.of(new Mpeg2Syntax());
      case avcodec.AV_CODEC_ID_MPEG4 -> Optional.of(new Mpeg4Syntax(extradata));
      case avcodec.AV_CODEC_ID_MJPEG,
          avcodec.AV_CODEC_ID_PRORES,
          avcodec.AV_CODEC_ID_DNXHD,
          avcodec.AV_CODEC_ID_DVVIDEO,
          avcodec.AV_CODEC_ID_FFV1,
          avcodec.AV_CODEC_ID_JPEG2000,
          avcodec.AV_CODEC_ID_PNG,
          avcodec.AV_CODEC_ID_RAWVIDEO ->
          Optional.of((_, key) -> PacketTraits.shown(key));
      default -> Optional.empty();
    };
  }
}
