package com.footanalytics.vision.probe;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Streams of AV1, whose parameters are told by their sequence header alone, without a decoder: the
 * one there is takes memory for whatever size a header claims.
 */
final class Av1Stream {

  private static final byte RECORD = (byte) 0x81;
  private static final int RECORD_BYTES = 4;
  private static final int PROFILE_444 = 1;

  private Av1Stream() {}

  /**
   * Fills in what FFmpeg could not tell, if the stream is one of AV1.
   *
   * @throws UnreadableException if its pictures have more pixels
   */
  static void complete(AVCodecParameters stream, long maxPixels) {
    if (stream.codec_id() != avcodec.AV_CODEC_ID_AV1 || stream.extradata_size() < RECORD_BYTES) {
      return;
    }
    byte[] extradata = new byte[stream.extradata_size()];
    stream.extradata().get(extradata);
    boolean record = extradata[0] == RECORD;
    int unitsAt = record ? RECORD_BYTES : 0;
    Optional<Av1Sequence> found =
        Av1Sequence.largest(
            ByteBuffer.wrap(extradata, unitsAt, extradata.length - unitsAt).slice());
    if (found.isPresent()) {
      Av1Sequence sequence = found.get();
      if (sequence.pixels() > maxPixels) {
        throw new UnreadableException(
            "picture of %dx%d (expected: at most %d pixels)"
                .formatted(sequence.width(), sequence.height(), maxPixels));
      }
      if (stream.width() == 0 || stream.height() == 0) {
        stream.width(sequence.width()).height(sequence.height());
      }
      complete(stream, sequence.pixelFormat());
    } else if (record) {
      complete(stream, pixelFormat(extradata));
    }
  }

  private static void complete(AVCodecParameters stream, int pixelFormat) {
    if (stream.format() == avutil.AV_PIX_FMT_NONE) {
      stream.format(pixelFormat);
    }
  }

  /** AV1 in ISO base media files, 2.3: what the record itself says besides its units. */
  private static int pixelFormat(byte[] record) {
    Bits bits = new Bits(ByteBuffer.wrap(record), 1);
    int profile = bits.bits(3);
    bits.skip(6);
    boolean high = bits.flag();
    int depth = bits.flag() ? 2 : high ? 1 : 0;
    if (bits.flag()) {
      return Av1Sequence.format(depth, 0);
    }
    boolean narrow = bits.flag();
    boolean low = bits.flag();
    return Av1Sequence.format(depth, profile == PROFILE_444 || !narrow ? 3 : low ? 1 : 2);
  }
}
