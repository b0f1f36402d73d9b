package com.footanalytics.vision.decode;

import com.footanalytics.vision.probe.Orientation;

/** What became of a single encoded picture. */
public sealed interface PictureAnswer {

  /**
   * A picture; the receiver owns the frame and closes it.
   *
   * @param orientation how it is turned for display, as its EXIF data say
   */
  record Picture(Frame frame, Orientation orientation) implements PictureAnswer {

    /** Width after rotation, in pixels. */
    public int displayWidth() {
      return orientation.swapsAxes() ? frame.height() : frame.width();
    }

    /** Height after rotation, in pixels. */
    public int displayHeight() {
      return orientation.swapsAxes() ? frame.width() : frame.height();
    }
  }

  /**
   * Not a picture that can be read.
   *
   * @param reason one line for the person who handed it in
   */
  record Unreadable(String reason) implements PictureAnswer {}
}
