package com.footanalytics.vision.decode;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Every packet of a video's picture stream, in file order: what {@link PacketIndexer} saw when it
 * read the file once without decoding. Tells where the video can be cut and which picture is shown
 * when. Immutable; about 30 bytes a packet.
 */
public final class PacketIndex {

  /** Results give times in microseconds, rounded; a time that was rounded down still counts. */
  private static final double HALF_A_MICROSECOND = 0.5e-6;

  private final IndexedStream stream;
  private final PacketTable table;
  private final @Nullable String unsplittable;
  private final CutPoints cuts;
  private final long[] shownPtsTicks;

  /**
   * @param table complete; belongs to the index from here on
   * @param unsplittable why the video must be decoded in one go; null if it need not be
   */
  PacketIndex(IndexedStream stream, PacketTable table, @Nullable String unsplittable) {
    this.stream = stream;
    this.table = table;
    this.unsplittable = unsplittable;
    table.trim();
    cuts = unsplittable == null ? CutPoints.of(table) : CutPoints.none();
    shownPtsTicks =
        IntStream.range(0, table.count())
            .filter(packet -> !table.isHidden(packet))
            .mapToLong(table::ptsTicks)
            .sorted()
            .toArray();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param input read up to the end of the index; stays the caller's
   * @throws DecodeException if it is damaged or of another version
   * @throws IOException if reading fails
   */
  public static PacketIndex read(InputStream input) throws IOException {
    return PacketIndexForm.read(input);
  }

  /**
   * Writes the index in a form of its own, versioned and with a checksum.
   *
   * @param output stays the caller's, and is flushed
   */
  public void write(OutputStream output) throws IOException {
    PacketIndexForm.write(this, output);
  }

  /** Packets of the picture stream. */
  public long packets() {
    return table.count();
  }

  /**
   * Why the video must be decoded in one go from its start, in words; empty if it can be cut. Where
   * there is a reason, {@link #shownFrames()} and all that tells pictures by number is a guess.
   */
  public Optional<String> unsplittable() {
    return Optional.ofNullable(unsplittable);
  }

  /** Predicted number of pictures that decoding delivers: those that are not hidden. */
  public long shownFrames() {
    return shownPtsTicks.length;
  }

  /**
   * Pts of the picture with that index in presentation order, in ticks of the stream's time base.
   *
   * @param frame from 0, less than {@link #shownFrames()}
   */
  public long ptsOfFrame(long frame) {
    return shownPtsTicks[Math.toIntExact(frame)];
  }

  /**
   * Index of the picture that is shown at a time: the last one whose pts is not after it. The last
   * picture stays for ever.
   *
   * @param seconds since the start of the video, as results give it
   * @return -1 before the first picture
   */
  public long frameAt(double seconds) {
    int low = 0;
    int high = shownPtsTicks.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (isReached(shownPtsTicks[middle], seconds)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /**
   * Index of the picture with that pts.
   *
   * @return -1 if there is none
   */
  public long frameWithPts(long ptsTicks) {
    return Math.max(-1, Arrays.binarySearch(shownPtsTicks, ptsTicks));
  }

  /** Whether a picture with that pts is shown at or before a time. */
  boolean isReached(long ptsTicks, double seconds) {
    return stream.timeBase().seconds(ptsTicks - stream.startPtsTicks())
        <= seconds + HALF_A_MICROSECOND;
  }

  /**
   * Cuts the video into ranges, each of which lasts at least about as long as asked for; all of it
   * in one if it is unsplittable.
   *
   * @param seconds more than 0
   */
  public List<DecodeRange> split(double seconds) {
    if (!(seconds > 0)) {
      throw new IllegalArgumentException("split: %s s (expected: > 0)".formatted(seconds));
    }
    if (cuts.count() == 0) {
      return List.of(DecodeRange.WHOLE);
    }
    List<Integer> chosen = new ArrayList<>();
    long startTicks = shownPtsTicks[0];
    long lastTicks = shownPtsTicks[shownPtsTicks.length - 1];
    for (int cut = 0; cut < cuts.count(); cut++) {
      long ptsTicks = table.ptsTicks(cuts.packet(cut));
      if (seconds(startTicks, ptsTicks) >= seconds && seconds(ptsTicks, lastTicks) >= seconds / 2) {
        chosen.add(cut);
        startTicks = ptsTicks;
      }
    }
    return between(chosen);
  }

  private double seconds(long fromTicks, long toTicks) {
    return stream.timeBase().seconds(toTicks - fromTicks);
  }

  private List<DecodeRange> between(List<Integer> chosen) {
    if (chosen.isEmpty()) {
      return List.of(DecodeRange.WHOLE);
    }
    List<DecodeRange> ranges = new ArrayList<>();
    int start = -1;
    for (int cut : chosen) {
      ranges.add(range(start, cut));
      start = cut;
    }
    ranges.add(range(start, cuts.count()));
    return List.copyOf(ranges);
  }

  /** What lies between two cut points; -1 and their count stand for both ends of the video. */
  private DecodeRange range(int from, int until) {
    boolean first = from < 0;
    boolean last = until == cuts.count();
    int firstPacket = first ? 0 : cuts.packet(from);
    return new DecodeRange(
        firstPacket,
        last ? table.count() : cuts.endOfBefore(until),
        first ? Long.MIN_VALUE : table.ptsTicks(firstPacket),
        last ? Long.MAX_VALUE : table.ptsTicks(cuts.packet(until)),
        first ? 0 : framesBefore(table.ptsTicks(firstPacket)));
  }

  /** The video cut at every cut point. */
  List<DecodeRange> parts() {
    return between(IntStream.range(0, cuts.count()).boxed().toList());
  }

  /** What shows one picture alone and begins at the last cut point before it. */
  DecodeRange rangeOfFrame(long frame) {
    long ptsTicks = ptsOfFrame(frame);
    int cut = cuts.lastAtOrBefore(table, ptsTicks);
    DecodeRange group = range(cut, cut + 1);
    return new DecodeRange(group.firstPacket(), group.endPacket(), ptsTicks, ptsTicks + 1, frame);
  }

  /** Shown pictures with an earlier pts. */
  private long framesBefore(long ptsTicks) {
    int at = Arrays.binarySearch(shownPtsTicks, ptsTicks);
    return at >= 0 ? at : -at - 1;
  }

  IndexedStream stream() {
    return stream;
  }

  PacketTable table() {
    return table;
  }
}
