package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.job.Job;
import com.footanalytics.vision.job.JobState;
import com.footanalytics.vision.job.Segment;
import com.footanalytics.vision.job.SegmentStore;
import com.footanalytics.vision.pipeline.JobPieces.Piece;
import com.footanalytics.vision.storage.ObjectKey;
import com.footanalytics.vision.storage.ObjectStore;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The detections of jobs as one growing {@code detections.jsonl} each: header, the parts that are
 * done without a gap, the lines this process is writing right behind them, end line. Only whole
 * lines; a byte once there never changes. Thread-safe.
 */
public final class JobDetections {

  private final SegmentStore segments;
  private final ObjectStore objects;
  private final RunningSteps running;

  public JobDetections(SegmentStore segments, ObjectStore objects, RunningSteps running) {
    this.segments = segments;
    this.objects = objects;
    this.running = running;
  }

  /** What there is of a job's detections now; empty before its first line and after its failure. */
  public Optional<Extent> of(Job job) throws IOException {
    boolean complete = job.state() instanceof JobState.Succeeded;
    OptionalLong header = objects.size(JobKeys.header(job.id()));
    if (header.isEmpty() || (job.hasEnded() && !complete)) {
      return Optional.empty();
    }
    var runs = new ArrayList<Run>();
    runs.add(new Run(JobKeys.header(job.id()), Optional.empty(), header.getAsLong()));
    List<Segment> all = segments.of(job.id());
    List<Piece> pieces = JobPieces.of(all);
    boolean straight = true;
    for (Piece piece : pieces) {
      straight &= piece.shift() == 0;
      if (!complete && !straight) {
        break;
      }
      runs.add(new Run(piece.key(job.id()), Optional.empty(), bytes(job, piece)));
    }
    if (complete) {
      ObjectKey end = JobKeys.end(job.id());
      runs.add(new Run(end, Optional.empty(), objects.size(end).orElseThrow()));
    } else if (straight && pieces.size() < all.size()) {
      growing(job, all.get(pieces.size()), pieces).ifPresent(runs::add);
    }
    return Optional.of(new Extent(objects, runs, complete));
  }

  private long bytes(Job job, Piece piece) throws IOException {
    return piece.shift() == 0
        ? piece.segment().result().orElseThrow().bytes()
        : objects.size(piece.key(job.id())).orElseThrow();
  }

  /** The lines of the segment behind {@code before}, if it is written here, numbered rightly. */
  private Optional<Run> growing(Job job, Segment segment, List<Piece> before) throws IOException {
    long frames =
        before.stream().mapToLong(piece -> piece.segment().result().orElseThrow().decoded()).sum();
    Optional<Path> part = running.partOf(job.id(), segment.number());
    if (part.isEmpty() || frames != segment.range().firstFrame()) {
      return Optional.empty();
    }
    ObjectKey key = JobKeys.part(job.id(), segment.number());
    try {
      return Optional.of(new Run(key, part, WholeLines.bytesIn(part.get())));
    } catch (NoSuchFileException _) {
      OptionalLong bytes = objects.size(key);
      return bytes.isEmpty()
          ? Optional.empty()
          : Optional.of(new Run(key, Optional.empty(), bytes.getAsLong()));
    }
  }

  /** Bytes of one object, or of the local file that becomes it. */
  private record Run(ObjectKey key, Optional<Path> growing, long bytes) {

    InputStream open(ObjectStore objects, long first, long count) throws IOException {
      if (growing.isPresent()) {
        try {
          FileChannel file = FileChannel.open(growing.get(), StandardOpenOption.READ);
          file.position(first);
          return Channels.newInputStream(file);
        } catch (NoSuchFileException _) {
          // It has just become the object.
        }
      }
      return objects.read(key, first, count);
    }
  }

  /** What there was of a job's detections at one moment. */
  public static final class Extent {

    private static final int BUFFER_BYTES = 1 << 16;

    private final ObjectStore objects;
    private final List<Run> runs;
    private final boolean complete;

    private Extent(ObjectStore objects, List<Run> runs, boolean complete) {
      this.objects = objects;
      this.runs = List.copyOf(runs);
      this.complete = complete;
    }

    /** How many bytes it is. */
    public long bytes() {
      return runs.stream().mapToLong(Run::bytes).sum();
    }

    /** Whether no more will come. */
    public boolean complete() {
      return complete;
    }

    /** Writes {@code count} bytes from {@code first} on; they must lie within. */
    public void write(long first, long count, OutputStream target) throws IOException {
      byte[] buffer = new byte[BUFFER_BYTES];
      long start = 0;
      long next = first;
      long end = first + count;
      for (Run run : runs) {
        long from = next - start;
        long length = Math.min(end, start + run.bytes()) - next;
        start += run.bytes();
        if (length <= 0 || from < 0) {
          continue;
        }
        try (InputStream in = run.open(objects, from, length)) {
          copy(in, length, buffer, target);
        }
        next += length;
      }
      if (next != end) {
        throw new EOFException("detections: %d bytes beyond the end".formatted(end - next));
      }
    }

    private static void copy(InputStream in, long length, byte[] buffer, OutputStream target)
        throws IOException {
      long left = length;
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw new EOFException("detections: became shorter while they were read");
        }
        target.write(buffer, 0, read);
        left -= read;
      }
    }
  }
}
