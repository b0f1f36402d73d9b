package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.decode.Decoded;
import com.footanalytics.vision.decode.Frame;
import com.footanalytics.vision.decode.VideoDecoder;

/** A decoder's frames up to the first that lies past a selection, which is the last. */
final class SelectedFrames implements FrameSource {

  private final VideoDecoder decoder;
  private final FrameSelection selection;
  private boolean past;

  /**
   * @param decoder stays the caller's
   */
  SelectedFrames(VideoDecoder decoder, FrameSelection selection) {
    this.decoder = decoder;
    this.selection = selection;
  }

  @Override
  public Decoded next() throws InterruptedException {
    if (past) {
      return new Decoded.End(decoder.report());
    }
    Decoded next = decoder.next();
    past = next instanceof Decoded.Picture(Frame frame) && selection.isPast(frame.ptsTicks());
    return next;
  }

  @Override
  public long waitedNanos() {
    return decoder.waitedNanos();
  }
}
