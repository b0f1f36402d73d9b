package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.job.JobId;
import com.footanalytics.vision.job.Segment;
import com.footanalytics.vision.storage.ObjectKey;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a job's frames are numbered otherwise than its plan predicted, which happens where decoding
 * delivers another number of pictures than the packet index promised.
 */
final class JobPieces {

  private JobPieces() {}

  /**
   * A finished segment's lines.
   *
   * @param shift what must be added to the numbers in its part
   */
  record Piece(Segment segment, long shift) {

    /** Where its lines lie once the job has succeeded. */
    ObjectKey key(JobId job) {
      return shift == 0
          ? JobKeys.part(job, segment.number())
          : JobKeys.numbered(job, segment.number());
    }
  }

  /** The finished segments before the first that is not. */
  static List<Piece> of(List<Segment> segments) {
    var pieces = new ArrayList<Piece>();
    long frames = 0;
    for (Segment segment : segments) {
      if (segment.result().isEmpty()) {
        break;
      }
      pieces.add(new Piece(segment, frames - segment.range().firstFrame()));
      frames += segment.result().get().decoded();
    }
    return pieces;
  }
}
