package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.batch.Lane;
import com.footanalytics.vision.batch.NativePool;
import com.footanalytics.vision.batch.Work.Drop;
import com.footanalytics.vision.infer.Outputs;
import com.footanalytics.vision.telemetry.Telemetry;
import java.lang.foreign.MemorySegment;
import java.time.Duration;

/** What every request for one picture leans on. Owns none of it. */
record PictureContext(
    LoadedDetector detector,
    ModelServer server,
    PicturePreparation preparation,
    NativePool memory,
    Telemetry telemetry) {

  private static final PictureWork.Receiver NOBODY =
      new PictureWork.Receiver() {
        @Override
        public void ran(Outputs outputs, int firstRow, RunTimes times) {}

        @Override
        public void dropped(Drop reason) {}

        @Override
        public void failed(Throwable cause) {}
      };

  /** Time until a picture of this caller would have been run, if it were ready now. */
  Duration expected(String caller) {
    return server.expected(like(caller));
  }

  /** What stands for a picture that is not there yet. */
  static PictureWork like(String caller) {
    return new PictureWork(Lane.INTERACTIVE, caller, MemorySegment.NULL, 1, Long.MAX_VALUE, NOBODY);
  }
}
