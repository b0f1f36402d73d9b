package com.footanalytics.vision.flags;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Decisions made lately, for as many identities as there are slots: one that falls into a taken
 * slot takes it over. Thread-safe; never waits.
 */
final class RecentDecisions {

  private static final int SLOTS = 1 << 11;

  private final AtomicReferenceArray<@Nullable Decision> slots = new AtomicReferenceArray<>(SLOTS);

  private record Decision(Flag flag, Identity identity, boolean enabled) {}

  /** What was decided, or is decided now by the rules. */
  boolean of(Flag flag, Identity identity, FlagRules rules) {
    int hash = 31 * identity.hashCode() + flag.key().hashCode();
    int slot = (hash ^ hash >>> 16) & SLOTS - 1;
    Decision recent = slots.get(slot);
    if (recent != null && recent.flag == flag && recent.identity.equals(identity)) {
      return recent.enabled;
    }
    boolean enabled = rules.enabled(flag, identity);
    slots.set(slot, new Decision(flag, identity, enabled));
    return enabled;
  }
}
