package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.decode.Decoded;
import com.footanalytics.vision.decode.Frame;
import com.footanalytics.vision.pipeline.LineQueues.Work;
import com.footanalytics.vision.telemetry.FrameState;
import com.footanalytics.vision.telemetry.Stage;
import com.footanalytics.vision.telemetry.Telemetry;

/** Pulls frames from the source until it ends. */
final class DecodeStage implements StageThreads.Body {

  private final FrameSource source;
  private final LineQueues queues;
  private final Telemetry telemetry;

  DecodeStage(FrameSource source, LineQueues queues, Telemetry telemetry) {
    this.source = source;
    this.queues = queues;
    this.telemetry = telemetry;
  }

  @Override
  public void run() throws InterruptedException {
    while (true) {
      long started = System.nanoTime() - source.waitedNanos();
      Decoded next = source.next();
      if (!(next instanceof Decoded.Picture(Frame frame))) {
        queues.frames().put(new Work.Last(next));
        return;
      }
      telemetry.stage(Stage.DECODE, System.nanoTime() - source.waitedNanos() - started);
      telemetry.frames(FrameState.DECODED, 1);
      if (frame.corrupt()) {
        telemetry.frames(FrameState.CORRUPT, 1);
      }
      boolean handedOn = false;
      try {
        queues.frames().put(new Work.Picture(frame));
        handedOn = true;
      } finally {
        if (!handedOn) {
          frame.close();
        }
      }
    }
  }
}
