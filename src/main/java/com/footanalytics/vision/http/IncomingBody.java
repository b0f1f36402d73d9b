package com.footanalytics.vision.http;

import com.footanalytics.vision.batch.NativePool;
import com.footanalytics.vision.oip.Failure;
import com.footanalytics.vision.oip.FailureException;
import com.footanalytics.vision.oip.RequestRoom;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A body on its way into native memory. Takes little until much has come, so that announcing a
 * large body costs nobody anything. For one thread.
 */
final class IncomingBody implements AutoCloseable {
  private static final long FIRST_BYTES = 1 << 14;
  private static final long FIRST_BYTES_OF_KNOWN = 1 << 20;

  private final NativePool pool;
  private final long maxBytes;
  private final long expectedBytes;
  private NativePool.@Nullable Slab slab;
  private ByteBuffer free = ByteBuffer.allocate(0);
  private long capacity;

  /**
   * @param maxBytes most that is taken
   * @param expectedBytes how many will come; 0 if unknown
   */
  IncomingBody(NativePool pool, long maxBytes, long expectedBytes) {
    this.pool = pool;
    this.maxBytes = maxBytes;
    this.expectedBytes = Math.min(expectedBytes, maxBytes);
  }

  /**
   * Adds what came.
   *
   * @throws FailureException if it is more than is taken, or there is no room
   */
  void append(ByteBuffer piece) {
    while (piece.hasRemaining()) {
      ByteBuffer room = room();
      if (!room.hasRemaining()) {
        throw tooLarge();
      }
      int bytes = Math.min(room.remaining(), piece.remaining());
      room.put(piece.slice(piece.position(), bytes));
      piece.position(piece.position() + bytes);
    }
  }

  /**
   * Where the next bytes go; writing there adds them.
   *
   * @return without room if nothing more is taken
   * @throws FailureException if there is no room in memory
   */
  ByteBuffer room() {
    if (!free.hasRemaining() && capacity < maxBytes) {
      grow();
    }
    return free;
  }

  FailureException tooLarge() {
    return new FailureException(
        Failure.Code.TOO_LARGE, "the body is larger than %d bytes".formatted(maxBytes));
  }

  /** Hands over what came. */
  RequestMemory finish() {
    NativePool.Slab body = slab;
    slab = null;
    return new RequestMemory(pool, Optional.ofNullable(body), capacity - free.remaining());
  }

  private void grow() {
    NativePool.Slab old = slab;
    long bytes = Math.min(maxBytes, nextBytes());
    NativePool.Slab larger = RequestRoom.take(pool, bytes);
    MemorySegment memory = larger.memory();
    if (old != null) {
      MemorySegment.copy(old.memory(), 0, memory, 0, capacity);
      old.close();
    }
    free = memory.asSlice(capacity).asByteBuffer();
    slab = larger;
    capacity = bytes;
  }

  private long nextBytes() {
    if (capacity == 0) {
      return expectedBytes == 0 ? FIRST_BYTES : Math.min(expectedBytes, FIRST_BYTES_OF_KNOWN);
    }
    return Math.max(2 * capacity, expectedBytes);
  }

  @Override
  public void close() {
    if (slab != null) {
      slab.close();
      slab = null;
    }
  }
}
