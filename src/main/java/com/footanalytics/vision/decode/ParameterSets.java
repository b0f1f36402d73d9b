package com.footanalytics.vision.decode;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The parameter sets that a decoder has been given so far, against those that it is opened with.
 * Decoding can begin at a packet only if that carries every set that differs. One thread.
 */
final class ParameterSets {

  private final Map<Integer, ByteBuffer> opening = new HashMap<>();
  private final Map<Integer, ByteBuffer> current = new HashMap<>();
  private final Set<Integer> stale = new HashSet<>();
  private final Set<Integer> carried = new HashSet<>();

  /** A set that a decoder knows before the first packet. */
  void open(int id, ByteBuffer content) {
    opening.put(id, content);
    current.put(id, content);
  }

  /** Another packet begins. */
  void nextPacket() {
    carried.clear();
  }

  /**
   * The packet carries a set.
   *
   * @return whether a set with that id was there and was another
   */
  boolean carry(int id, ByteBuffer content) {
    carried.add(id);
    ByteBuffer before = current.put(id, content);
    if (content.equals(opening.get(id))) {
      stale.remove(id);
    } else {
      stale.add(id);
    }
    return before != null && !before.equals(content);
  }

  /** Whether the opening and this packet together make up all that is known by now. */
  boolean selfContained() {
    return carried.containsAll(stale);
  }
}
