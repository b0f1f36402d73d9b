package com.footanalytics.vision.sink;

import static com.footanalytics.vision.sink.FfmpegCall.checked;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;

import com.footanalytics.vision.probe.Ffmpeg;
import com.footanalytics.vision.probe.Orientation;
import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/**
 * Encodes RGB pictures of one size as JPEG. Owns the encoder until closed. Not thread-safe.
 *
 * <p>The same pixels give the same bytes with the same release of FFmpeg.
 */
public final class JpegEncoder implements AutoCloseable {

  private static final int BYTES_PER_PIXEL = 3;

  private final int width;
  private final int height;
  private final AVFrame source;
  private final PictureConverter converter;
  private final JpegCodec codec;

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
    codec = new JpegCodec(width, height, quantiser);
    source = RgbVideoWriter.rgbPicture(width, height);
    converter =
        new PictureConverter(
            CanvasSize.of(width, height), Orientation.UPRIGHT, JpegCodec.colours());
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
    return codec.encode(converter.convert(source));
  }

  @Override
  public void close() {
    codec.close();
    converter.close();
    av_frame_free(source);
  }
}
