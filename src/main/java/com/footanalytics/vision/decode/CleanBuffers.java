package com.footanalytics.vision.decode;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVBufferRef;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.Pointer;

/**
 * Gives decoders picture buffers without what other pictures left in them, so that parts of a
 * damaged picture that are never written look the same every time. One instance serves every
 * decoder. Nothing may be thrown here.
 */
final class CleanBuffers extends AVCodecContext.Get_buffer2_AVCodecContext_AVFrame_int {

  static final CleanBuffers INSTANCE = new CleanBuffers();

  @Override
  public int call(AVCodecContext context, AVFrame picture, int flags) {
    int code = avcodec.avcodec_default_get_buffer2(context, picture, flags);
    for (int plane = 0; code >= 0 && plane < AVFrame.AV_NUM_DATA_POINTERS; plane++) {
      AVBufferRef buffer = picture.buf(plane);
      if (buffer != null) {
        Pointer.memset(buffer.data(), 0, buffer.size());
      }
    }
    return code;
  }
}
