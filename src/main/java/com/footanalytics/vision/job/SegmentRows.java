package com.footanalytics.vision.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a segment stands in its table. */
final class SegmentRows {

  private SegmentRows() {}

  static void insert(Sql sql, JobId job, List<SegmentRange> ranges) throws SQLException {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (SegmentRange range : ranges) {
      rows.add(
          new Object[] {
            job.value(),
            rows.size(),
            range.firstPacket(),
            range.endPacket(),
            range.fromPtsTicks(),
            range.untilPtsTicks(),
            range.firstFrame()
          });
    }
    sql.batch(
        """
        insert into segment (job_id, number, first_packet, end_packet, from_pts_ticks,
          until_pts_ticks, first_frame)
        values (?, ?, ?, ?, ?, ?, ?)\
        """,
        rows);
  }

  /** Keeps a result where there is none. */
  static boolean done(Sql sql, JobId job, int number, SegmentResult result) throws SQLException {
    return 1
        == sql.update(
            """
            update segment set done = true, worker = null, lost_by = null, frames_done = ?,
              bytes = ?, decoded = ?, inferred = ?, skipped = ?, dropped = ?, corrupt = ?,
              corrupt_packets = ?, synthesised_timestamps = ?, non_monotonic_timestamps = ?,
              size_changes = ?, end_ticks = ?, wall_nanos = ?
            where job_id = ? and number = ? and not done\
            """,
            result.decoded(),
            result.bytes(),
            result.decoded(),
            result.inferred(),
            result.skipped(),
            result.dropped(),
            result.corrupt(),
            result.corruptPackets(),
            result.synthesisedTimestamps(),
            result.nonMonotonicTimestamps(),
            result.sizeChanges(),
            result.endTicks(),
            result.wallNanos(),
            job.value(),
            number);
  }

  static Segment read(ResultSet row) throws SQLException {
    return new Segment(
        new JobId(row.getString("job_id")),
        row.getInt("number"),
        range(row),
        row.getInt("attempts"),
        row.getInt("crashes"),
        Optional.ofNullable(row.getString("worker")),
        row.getBoolean("done") ? Optional.of(result(row)) : Optional.empty());
  }

  static SegmentRange range(ResultSet row) throws SQLException {
    return new SegmentRange(
        row.getLong("first_packet"),
        row.getLong("end_packet"),
        row.getLong("from_pts_ticks"),
        row.getLong("until_pts_ticks"),
        row.getLong("first_frame"));
  }

  private static SegmentResult result(ResultSet row) throws SQLException {
    return new SegmentResult(
        row.getLong("bytes"),
        row.getLong("decoded"),
        row.getLong("inferred"),
        row.getLong("skipped"),
        row.getLong("dropped"),
        row.getLong("corrupt"),
        row.getLong("corrupt_packets"),
        row.getLong("synthesised_timestamps"),
        row.getLong("non_monotonic_timestamps"),
        row.getLong("size_changes"),
        row.getLong("end_ticks"),
        row.getLong("wall_nanos"));
  }
}
