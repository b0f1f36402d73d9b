package com.footanalytics.vision.decode;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_image_copy2;
import static org.bytedeco.ffmpeg.global.avutil.av_image_copy_to_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_image_fill_arrays;
import static org.bytedeco.ffmpeg.global.avutil.av_image_get_buffer_size;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/** Makes frames from bytes; each frees its picture when closed. */
public final class TestingFrames {

  private static final AtomicInteger OPEN = new AtomicInteger();

  static {
    av_log_set_level(AV_LOG_QUIET);
  }

  private TestingFrames() {}

  /** Frames made and not closed. */
  public static int open() {
    return OPEN.get();
  }

  /**
   * A frame.
   *
   * @param pixelFormat FFmpeg's {@code AV_PIX_FMT_*}
   * @param samples the picture as raw video, plane after plane without padding
   */
  public static Frame of(
      int pixelFormat, int width, int height, byte[] samples, long index, long ptsTicks) {
    AVFrame picture = av_frame_alloc();
    picture.format(pixelFormat);
    picture.width(width);
    picture.height(height);
    check(av_frame_get_buffer(picture, 0));
    int bytes = check(av_image_get_buffer_size(pixelFormat, width, height, 1));
    if (samples.length != bytes) {
      throw new IllegalArgumentException(samples.length + " bytes (expected: " + bytes + ")");
    }
    try (BytePointer raw = new BytePointer(samples);
        PointerPointer<BytePointer> planes = new PointerPointer<>(4);
        IntPointer strides = new IntPointer(4)) {
      check(av_image_fill_arrays(planes, strides, raw, pixelFormat, width, height, 1));
      av_image_copy2(
          picture.data(), picture.linesize(), planes, strides, pixelFormat, width, height);
    }
    OPEN.incrementAndGet();
    return new Frame(picture, index, ptsTicks, false, () -> free(picture));
  }

  /** The picture of a frame as raw video, plane after plane without padding. */
  public static byte[] samples(AVFrame picture) {
    int bytes =
        check(av_image_get_buffer_size(picture.format(), picture.width(), picture.height(), 1));
    byte[] samples = new byte[bytes];
    try (BytePointer raw = new BytePointer(bytes)) {
      check(
          av_image_copy_to_buffer(
              raw,
              bytes,
              picture.data(),
              picture.linesize(),
              picture.format(),
              picture.width(),
              picture.height(),
              1));
      raw.get(samples);
    }
    return samples;
  }

  private static void free(AVFrame picture) {
    OPEN.decrementAndGet();
    av_frame_free(picture);
  }

  private static int check(int result) {
    if (result < 0) {
      throw new IllegalStateException("FFmpeg answered " + result);
    }
    return result;
  }
}
