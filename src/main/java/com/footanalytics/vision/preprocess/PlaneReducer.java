package com.footanalytics.vision.preprocess;

import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Makes planar pictures smaller, their colours as they are. One thread at a time. */
interface PlaneReducer extends AutoCloseable {

  /**
   * Fills {@code small} from {@code picture}; both stay the caller's.
   *
   * @param small of the size and format this reducer was made for, its memory allocated
   */
  void reduce(AVFrame picture, AVFrame small);

  @Override
  void close();
}
