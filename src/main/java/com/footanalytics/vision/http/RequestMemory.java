package com.footanalytics.vision.http;

import com.footanalytics.vision.batch.NativePool;
import com.footanalytics.vision.oip.FailureException;
import com.footanalytics.vision.oip.RequestRoom;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one request lies in: its body, and tensors that were made from it. For one thread at a time;
 * closing twice is closing once.
 */
final class RequestMemory implements AutoCloseable {
  private final NativePool pool;
  private final List<NativePool.Slab> slabs = new ArrayList<>(1);
  private final MemorySegment body;

  /**
   * @param body what the body lies in, taken over; empty if there is none
   * @param bytes of it that are the body
   */
  RequestMemory(NativePool pool, Optional<NativePool.Slab> body, long bytes) {
    this.pool = pool;
    body.ifPresent(slabs::add);
    this.body =
        body.map(slab -> slab.memory().asSlice(0, bytes))
            .orElse(MemorySegment.ofArray(new byte[0]));
  }

  MemorySegment body() {
    return body;
  }

  /**
   * More memory, freed with the rest.
   *
   * @throws FailureException if there is no room
   */
  MemorySegment take(long bytes) {
    NativePool.Slab slab = RequestRoom.take(pool, bytes);
    slabs.add(slab);
    return slab.memory();
  }

  /** Frees the body before the rest; nobody reads it any more. */
  void closeBody() {
    if (body.byteSize() > 0) {
      slabs.getFirst().close();
    }
  }

  @Override
  public void close() {
    slabs.forEach(NativePool.Slab::close);
  }
}
