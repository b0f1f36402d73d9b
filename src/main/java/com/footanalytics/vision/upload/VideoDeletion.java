package com.footanalytics.vision.upload;

/** What became of a wish to delete a video. */
public enum VideoDeletion {
  /** It is gone, and its content with it unless another video has the same. */
  DELETED,
  /** A job of it is queued or running, so it stays. */
  IN_USE,
  /** No video has this id. */
  UNKNOWN
}
