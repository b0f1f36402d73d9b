package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.job.JobId;
import com.footanalytics.vision.pipeline.JobPieces.Piece;
import com.footanalytics.vision.sink.ResultReader;
import com.footanalytics.vision.storage.ObjectKey;
import com.footanalytics.vision.storage.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** Reads a job's stored detection lines one after the other. */
final class JobLines {

  private JobLines() {}

  /** The header and the frames of all {@code pieces}; opened one at a time. */
  static ResultReader reader(ObjectStore objects, JobId job, List<Piece> pieces) {
    Iterator<ObjectKey> keys =
        Stream.concat(Stream.of(JobKeys.header(job)), pieces.stream().map(piece -> piece.key(job)))
            .iterator();
    Enumeration<InputStream> streams =
        new Enumeration<>() {
          @Override
          public boolean hasMoreElements() {
            return keys.hasNext();
          }

          @Override
          public InputStream nextElement() {
            try {
              return objects.read(keys.next(), /* first= */ 0, Long.MAX_VALUE);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    return new ResultReader(new SequenceInputStream(streams), "the results of job " + job);
  }
}
