package com.footanalytics.vision.batch;

import com.footanalytics.vision.batch.NativePool.Slab;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Work that holds a piece of native memory, on which it leaves a mark of its own. Whoever ends it
 * gives the memory back; that two do so, or that the memory was somebody else's meanwhile, is
 * noted. Thread-safe.
 */
final class TestingHolder extends Work {

  private final Slab slab;
  private final long mark;
  private final Queue<String> violations;
  private final List<String> ends = new ArrayList<>();

  TestingHolder(
      Slab slab,
      long mark,
      Lane lane,
      String caller,
      long deadlineNanos,
      Queue<String> violations) {
    super(lane, caller, "kind", 1, slab.memory().byteSize(), deadlineNanos);
    this.slab = slab;
    this.mark = mark;
    this.violations = violations;
    MemorySegment memory = slab.memory();
    memory.set(ValueLayout.JAVA_LONG, 0, mark);
    memory.set(ValueLayout.JAVA_LONG, last(memory), mark);
  }

  /** Notes if the memory is no longer this work's own. */
  void look(String when) {
    MemorySegment memory = slab.memory();
    if (memory.get(ValueLayout.JAVA_LONG, 0) != mark
        || memory.get(ValueLayout.JAVA_LONG, last(memory)) != mark) {
      violations.add("%d, %s: its memory is somebody else's".formatted(mark, when));
    }
  }

  /** Gives the memory back; the caller must be the one owner. */
  void end(String how) {
    look(how);
    synchronized (this) {
      ends.add(how);
      if (ends.size() > 1) {
        violations.add("%d ended more than once: %s".formatted(mark, ends));
      }
    }
    slab.memory().set(ValueLayout.JAVA_LONG, 0, ~mark);
    slab.close();
  }

  @Override
  protected void dropped(Drop reason) {
    end(reason.name());
  }

  @Override
  protected void failed(Throwable cause) {
    end("FAILED");
  }

  /** Everything that happened to it; exactly one thing if all is well. */
  synchronized List<String> ends() {
    return List.copyOf(ends);
  }

  private static long last(MemorySegment memory) {
    return memory.byteSize() - Long.BYTES;
  }
}
