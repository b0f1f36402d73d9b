package com.footanalytics.vision.sink;

import static com.footanalytics.vision.sink.FfmpegCall.checked;
import static com.footanalytics.vision.sink.FfmpegCall.made;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;

import com.footanalytics.vision.probe.Ffmpeg;
import com.footanalytics.vision.probe.Orientation;
import com.footanalytics.vision.probe.Ratio;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/**
 * Writes RGB pictures as H.264 into an MP4 file at a constant rate, in BT.709 and limited range.
 * Owns the encoder until closed. Not thread-safe.
 */
public final class RgbVideoWriter implements AutoCloseable {

  private static final int TICKS_PER_FRAME = 512;
  private static final int BYTES_PER_PIXEL = 3;

  private final AtomicFile file;
  private final int width;
  private final int height;
  private final AVFrame source;
  private final PictureConverter converter;
  private final Mp4Encoder encoder;
  private long frames;

  /**
   * @param target the file
   * @param width pixels, even
   * @param height pixels, even
   * @param framesPerSecond whole frames per second
   * @param threads threads the encoder may use, at least 1
   * @throws SinkException if the file cannot be written
   */
  public RgbVideoWriter(Path target, int width, int height, int framesPerSecond, int threads) {
    Ffmpeg.load();
    this.file = new AtomicFile(target);
    this.width = width;
    this.height = height;
    Colours colours =
        new Colours(AVCOL_SPC_BT709, AVCOL_PRI_BT709, AVCOL_TRC_BT709, AVCOL_RANGE_MPEG);
    Mp4Settings settings =
        new Mp4Settings(
            width,
            height,
            new Ratio(1, 1),
            colours,
            framesPerSecond * TICKS_PER_FRAME,
            new Ratio(framesPerSecond, 1),
            threads);
    AVFrame picture = null;
    PictureConverter opened = null;
    try {
      picture = rgbPicture(width, height);
      opened = new PictureConverter(CanvasSize.of(width, height), Orientation.UPRIGHT, colours);
      encoder = new Mp4Encoder(file.part(), settings);
    } catch (IOException e) {
      if (opened != null) {
        opened.close();
      }
      if (picture != null) {
        av_frame_free(picture);
      }
      throw file.failed(e);
    }
    source = picture;
    converter = opened;
  }

  /**
   * Adds a picture.
   *
   * @param rgb R, G, B of each pixel, row by row from the top left; read, not kept
   * @throws SinkException if it cannot be encoded or written
   */
  public void add(byte[] rgb) {
    try {
      checked(av_frame_make_writable(source), "picture");
      int row = width * BYTES_PER_PIXEL;
      BytePointer plane = source.data(0);
      for (int y = 0; y < height; y++) {
        plane.position((long) y * source.linesize(0)).put(rgb, y * row, row);
      }
      encoder.add(converter.convert(source), frames * TICKS_PER_FRAME);
      frames++;
    } catch (IOException e) {
      throw file.failed(e);
    }
  }

  /**
   * Completes the video and puts it under its name.
   *
   * @throws SinkException if no picture was added or the disk does not take it
   */
  public void finish() {
    try {
      encoder.finish(frames * TICKS_PER_FRAME);
    } catch (IOException e) {
      throw file.failed(e);
    }
    encoder.close();
    file.prepare();
    file.commit();
  }

  @Override
  public void close() {
    encoder.close();
    converter.close();
    av_frame_free(source);
    file.close();
  }

  /** An RGB picture with memory of its own, which the caller frees. */
  static AVFrame rgbPicture(int width, int height) throws IOException {
    AVFrame picture = made(av_frame_alloc(), "picture");
    picture.format(AV_PIX_FMT_RGB24);
    picture.width(width);
    picture.height(height);
    try {
      checked(av_frame_get_buffer(picture, 0), "picture");
    } catch (IOException e) {
      av_frame_free(picture);
      throw e;
    }
    return picture;
  }
}
