package com.footanalytics.vision.decode;

import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Running counts of the pictures delivered and of what was odd about them. One thread. */
final class PictureCounts {

  private long frames;
  private long corrupt;
  private long sizeChanges;
  private int width;
  private int height;
  private int format;

  /** Counts one more picture. */
  void add(AVFrame picture, boolean damaged) {
    boolean changed =
        picture.width() != width || picture.height() != height || picture.format() != format;
    if (changed && frames > 0) {
      sizeChanges++;
    }
    width = picture.width();
    height = picture.height();
    format = picture.format();
    frames++;
    if (damaged) {
      corrupt++;
    }
  }

  long frames() {
    return frames;
  }

  DecodeReport report(Timestamps timestamps, long lostPackets) {
    return new DecodeReport(
        frames,
        corrupt,
        lostPackets,
        timestamps.synthesised(),
        timestamps.nonMonotonic(),
        sizeChanges);
  }
}
