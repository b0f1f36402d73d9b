package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.job.Job;
import com.footanalytics.vision.job.SegmentRange;
import com.footanalytics.vision.job.SegmentStore;
import com.footanalytics.vision.pipeline.JobPieces.Piece;
import com.footanalytics.vision.sink.FrameResult;
import com.footanalytics.vision.sink.ResultLine;
import com.footanalytics.vision.sink.ResultReader;
import com.footanalytics.vision.storage.ObjectStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What a job found in one frame.
 *
 * @param classes class names; a detection's index points here
 * @param frame empty where the frame was left out
 */
record FoundObjects(List<String> classes, Optional<FrameResult> frame) {

  /** Looks through the one part that may hold a frame with that pts. */
  static FoundObjects at(long ptsTicks, Job job, SegmentStore segments, ObjectStore objects)
      throws IOException {
    List<Piece> pieces =
        JobPieces.of(segments.of(job.id())).stream()
            .filter(piece -> holds(piece.segment().range(), ptsTicks))
            .toList();
    List<String> classes = List.of();
    try (ResultReader lines = JobLines.reader(objects, job.id(), pieces)) {
      for (Optional<ResultLine> line = lines.next(); line.isPresent(); line = lines.next()) {
        switch (line.get()) {
          case ResultLine.Header header -> classes = header.classes();
          case ResultLine.Found(FrameResult found) when found.ptsTicks() == ptsTicks -> {
            return new FoundObjects(classes, Optional.of(found));
          }
          case ResultLine.Found _, ResultLine.End _, ResultLine.Other _ -> {}
        }
      }
    }
    return new FoundObjects(classes, Optional.empty());
  }

  private static boolean holds(SegmentRange range, long ptsTicks) {
    return ptsTicks >= range.fromPtsTicks() && ptsTicks < range.untilPtsTicks();
  }
}
