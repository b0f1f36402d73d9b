package com.footanalytics.vision.decode;

import com.footanalytics.vision.probe.Probe;
import com.footanalytics.vision.probe.ProbeLimits;
import com.footanalytics.vision.probe.VideoInfo;
import com.footanalytics.vision.probe.VideoProbe;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Everything one decoder said about a file.
 *
 * @param pts of each picture, as delivered
 * @param lumas mean luma of each picture, 0 to 255
 * @param corrupt indices of the pictures marked corrupt
 * @param last how it ended
 */
record Decoding(List<Long> pts, List<Integer> lumas, List<Long> corrupt, Decoded last) {

  static final DecodeSettings ONE_THREAD = new DecodeSettings(1, 4, 10_000);

  static VideoInfo probe(Path file) {
    return switch (new VideoProbe(ProbeLimits.DEFAULT).probe(file)) {
      case Probe.Playable(VideoInfo video) -> video;
      case Probe.Unreadable(String reason) -> throw new AssertionError(file + ": " + reason);
    };
  }

  static Decoding of(Path file) throws InterruptedException {
    return of(file, ONE_THREAD);
  }

  static Decoding of(Path file, DecodeSettings settings) throws InterruptedException {
    return of(file, probe(file), settings);
  }

  static Decoding of(Path file, VideoInfo video, DecodeSettings settings)
      throws InterruptedException {
    return of(VideoDecoder.open(file, video, settings));
  }

  /** All that the decoder has, which is closed. */
  static Decoding of(VideoDecoder opened) throws InterruptedException {
    List<Long> pts = new ArrayList<>();
    List<Integer> lumas = new ArrayList<>();
    List<Long> corrupt = new ArrayList<>();
    try (VideoDecoder decoder = opened) {
      Decoded next = decoder.next();
      while (next instanceof Decoded.Picture(Frame frame)) {
        try (frame) {
          if (frame.index() != pts.size()) {
            throw new AssertionError("index " + frame.index() + " after " + pts.size());
          }
          pts.add(frame.ptsTicks());
          lumas.add(luma(frame));
          if (frame.corrupt()) {
            corrupt.add(frame.index());
          }
        }
        next = decoder.next();
      }
      return new Decoding(pts, lumas, corrupt, next);
    }
  }

  DecodeReport report() {
    return switch (last) {
      case Decoded.Picture _ -> throw new AssertionError("not ended");
      case Decoded.End(DecodeReport report) -> report;
      case Decoded.Failed(String _, DecodeReport report) -> report;
    };
  }

  /** Mean of the first plane, brought to eight bits. */
  static int luma(Frame frame) {
    AVFrame picture = frame.picture();
    int depth = avutil.av_pix_fmt_desc_get(picture.format()).comp(0).depth();
    int bytes = depth > 8 ? 2 : 1;
    long sum = 0;
    byte[] row = new byte[frame.width() * bytes];
    ByteBuffer samples = ByteBuffer.wrap(row).order(ByteOrder.nativeOrder());
    for (int y = 0; y < frame.height(); y++) {
      picture.data(0).position((long) y * picture.linesize(0)).get(row);
      for (int x = 0; x < frame.width(); x++) {
        sum += bytes == 2 ? samples.getShort(2 * x) >> (depth - 8) : row[x] & 0xFF;
      }
    }
    return Math.round((float) sum / (frame.width() * frame.height()));
  }
}
