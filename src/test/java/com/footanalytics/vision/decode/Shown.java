package com.footanalytics.vision.decode;

import com.footanalytics.vision.probe.VideoInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * One delivered picture as far as two decodings of it must agree.
 *
 * @param pixels checksum of every sample of every plane
 */
record Shown(long index, long ptsTicks, boolean corrupt, int width, int height, long pixels) {

  /**
   * What a decoder delivered.
   *
   * @param last how it ended
   * @param fedPackets packets that it took for that
   * @param takenPackets packets that were read off the file for that
   */
  record Run(List<Shown> pictures, Decoded last, long fedPackets, long takenPackets) {}

  static Shown of(Frame frame) {
    return new Shown(
        frame.index(),
        frame.ptsTicks(),
        frame.corrupt(),
        frame.width(),
        frame.height(),
        pixels(frame.picture()));
  }

  /** All that the decoder has, which is closed. */
  static Run all(VideoDecoder opened) throws InterruptedException {
    List<Shown> pictures = new ArrayList<>();
    try (VideoDecoder decoder = opened) {
      Decoded next = decoder.next();
      while (next instanceof Decoded.Picture(Frame frame)) {
        try (frame) {
          pictures.add(of(frame));
        }
        next = decoder.next();
      }
      return new Run(List.copyOf(pictures), next, decoder.fedPackets(), decoder.takenPackets());
    }
  }

  static Run sequential(Path file, VideoInfo video, DecodeSettings settings)
      throws InterruptedException {
    return all(VideoDecoder.open(file, video, settings));
  }

  private static long pixels(AVFrame picture) {
    AVPixFmtDescriptor format = avutil.av_pix_fmt_desc_get(picture.format());
    CRC32C checksum = new CRC32C();
    for (int plane = 0; plane < avutil.av_pix_fmt_count_planes(picture.format()); plane++) {
      boolean chroma = plane == 1 || plane == 2;
      int rows = chroma ? -(-picture.height() >> format.log2_chroma_h()) : picture.height();
      byte[] row = new byte[avutil.av_image_get_linesize(picture.format(), picture.width(), plane)];
      for (int y = 0; y < rows; y++) {
        picture.data(plane).position((long) y * picture.linesize(plane)).get(row);
        checksum.update(row);
      }
      picture.data(plane).position(0);
    }
    return checksum.getValue();
  }
}
