package com.footanalytics.vision.flags;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Decisions made lately, for at most as many identities as there are slots. Each has two slots it
 * may be in; where both are taken it takes one over. Thread-safe; never waits.
 */
final class RecentDecisions {

  private static final int SLOTS = 1 << 13;

  private final AtomicReferenceArray<@Nullable Decision> slots = new AtomicReferenceArray<>(SLOTS);

  private record Decision(Flag flag, Identity identity, boolean enabled) {

    boolean isOf(Flag flag, Identity identity) {
      return this.flag == flag && this.identity.equals(identity);
    }
  }

  /** What was decided, or is decided now by the rules. */
  boolean of(Flag flag, Identity identity, FlagRules rules) {
    int hash = (31 * identity.hashCode() + flag.key().hashCode()) * 0x9E3779B9;
    int first = hash >>> 19;
    int second = hash & SLOTS - 1;
    Decision recent = slots.get(first);
    if (recent != null && recent.isOf(flag, identity)) {
      return recent.enabled;
    }
    Decision other = slots.get(second);
    if (other != null && other.isOf(flag, identity)) {
      return other.enabled;
    }
    boolean enabled = rules.enabled(flag, identity);
    slots.set(recent == null ? first : second, new Decision(flag, identity, enabled));
    return enabled;
  }
}
