package com.footanalytics.vision.batch;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Native memory for what callers send, in pieces of any size, never more than a limit together.
 * Thread-safe. Pieces that come back are kept for the next of their size until the room is needed
 * for others.
 *
 * <p>Sizes are rounded up to powers of two, so that a piece fits many later ones.
 */
public final class NativePool implements AutoCloseable {
  private static final int SMALLEST_BITS = 10;
  private static final int LARGEST_BITS = 40;

  /** What vector instructions like to find their operands aligned to. */
  private static final long ALIGNMENT_BYTES = 64;

  private final long maxBytes;
  private final List<Deque<Piece>> kept = new ArrayList<>();
  private long takenBytes;
  private long keptBytes;
  private boolean closed;

  /** A piece of native memory, its taker's until closed. Closing twice is closing once. */
  public final class Slab implements AutoCloseable {
    private final Piece piece;
    private final long bytes;
    private boolean returned;

    private Slab(Piece piece, long bytes) {
      this.piece = piece;
      this.bytes = bytes;
    }

    /** As many bytes as were asked for; they hold whatever was last written there. */
    public MemorySegment memory() {
      return piece.memory.asSlice(0, bytes);
    }

    @Override
    public void close() {
      synchronized (NativePool.this) {
        if (!returned) {
          returned = true;
          giveBack(piece);
        }
      }
    }
  }

  private record Piece(Arena arena, MemorySegment memory, int bits) implements AutoCloseable {
    long bytes() {
      return memory.byteSize();
    }

    @Override
    public void close() {
      arena.close();
    }
  }

  /**
   * @param maxBytes most that is out and kept together
   */
  public NativePool(long maxBytes) {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes: " + maxBytes + " (expected: > 0)");
    }
    this.maxBytes = maxBytes;
    for (int bits = 0; bits <= LARGEST_BITS; bits++) {
      kept.add(new ArrayDeque<>());
    }
  }

  /** Memory of that many bytes; none if the limit would be passed. */
  public synchronized Optional<Slab> take(long bytes) {
    if (closed) {
      throw new IllegalStateException("the pool is closed");
    }
    int bits = bits(bytes);
    if (bits > LARGEST_BITS || takenBytes + (1L << bits) > maxBytes) {
      return Optional.empty();
    }
    Piece piece = kept.get(bits).pollFirst();
    if (piece == null) {
      makeRoom(1L << bits);
      piece = allocate(bits);
    } else {
      keptBytes -= piece.bytes();
    }
    takenBytes += piece.bytes();
    return Optional.of(new Slab(piece, bytes));
  }

  /** Bytes that are out. */
  public synchronized long takenBytes() {
    return takenBytes;
  }

  @SuppressWarnings("MustBeClosedChecker") // the piece is closed when it leaves the pool
  private static Piece allocate(int bits) {
    Arena arena = Arena.ofShared();
    return new Piece(arena, arena.allocate(1L << bits, ALIGNMENT_BYTES), bits);
  }

  private static int bits(long bytes) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, bytes) - 1);
    return Math.max(SMALLEST_BITS, bits);
  }

  private void giveBack(Piece piece) {
    takenBytes -= piece.bytes();
    if (closed) {
      piece.close();
    } else {
      keptBytes += piece.bytes();
      kept.get(piece.bits).addFirst(piece);
    }
  }

  /** Frees kept pieces, the largest first, until so many bytes more stay within the limit. */
  private void makeRoom(long bytes) {
    for (int bits = LARGEST_BITS; bits >= 0; bits--) {
      Deque<Piece> pieces = kept.get(bits);
      while (takenBytes + keptBytes + bytes > maxBytes && !pieces.isEmpty()) {
        Piece piece = pieces.removeLast();
        keptBytes -= piece.bytes();
        piece.close();
      }
    }
  }

  /** Frees what is kept; what is out is freed when it comes back. */
  @Override
  public synchronized void close() {
    closed = true;
    for (Deque<Piece> pieces : kept) {
      pieces.forEach(Piece::close);
      pieces.clear();
    }
    keptBytes = 0;
  }
}
