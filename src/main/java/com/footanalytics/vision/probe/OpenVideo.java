package com.footanalytics.vision.probe;

/**
 * A video that was looked at and is open still, so that one that comes only once can be decoded.
 * Owns the container until closed or handed to a decoder. One thread at a time.
 *
 * @param container examined
 * @param info its picture stream
 */
public record OpenVideo(Container container, VideoInfo info) implements AutoCloseable {

  @Override
  public void close() {
    container.close();
  }
}
