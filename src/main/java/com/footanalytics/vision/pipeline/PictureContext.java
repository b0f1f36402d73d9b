package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.batch.NativePool;
import com.footanalytics.vision.batch.Work.Drop;
import com.footanalytics.vision.infer.Outputs;
import java.lang.foreign.MemorySegment;
import java.time.Duration;

/** What every request for one picture leans on. Owns none of it. */
record PictureContext(
    LoadedDetector detector,
    ModelServer server,
    PicturePreparation preparation,
    NativePool memory,
    PictureTraffic traffic) {

  private static final PictureWork.Receiver NOBODY =
      new PictureWork.Receiver() {
        @Override
        public void ran(Outputs outputs, int firstRow, RunTimes times) {}

        @Override
        public void dropped(Drop reason) {}

        @Override
        public void failed(Throwable cause) {}
      };

  /** The same for pictures from elsewhere, read by another detector on the same sessions. */
  PictureContext with(LoadedDetector other, PictureTraffic from) {
    return new PictureContext(other, server, preparation, memory, from);
  }

  /** Time until a picture would have been run, if it were ready now. */
  Duration expected() {
    return server.expected(like(traffic));
  }

  /** What stands for a picture that is not there yet. */
  static PictureWork like(PictureTraffic traffic) {
    return new PictureWork(
        traffic.lane(), traffic.caller(), MemorySegment.NULL, 1, Long.MAX_VALUE, NOBODY);
  }
}
