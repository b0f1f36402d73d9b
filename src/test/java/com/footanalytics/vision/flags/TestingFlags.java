package com.footanalytics.vision.flags;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Flags as coded, until a test says for whom one is on. Thread-safe. */
public final class TestingFlags implements Flags {

  private static final Set<String> ALL = Set.of("*");
  private final Map<Flag, Set<String>> on = new ConcurrentHashMap<>();

  /** Turns a flag on or off for all. */
  public TestingFlags set(Flag flag, boolean enabled) {
    on.put(flag, enabled ? ALL : Set.of());
    return this;
  }

  /** Turns a flag on for those with such ids, and off for others. */
  public TestingFlags onFor(Flag flag, String... ids) {
    on.put(flag, Set.of(ids));
    return this;
  }

  @Override
  public boolean enabled(Flag flag) {
    return on.containsKey(flag) ? on.get(flag).equals(ALL) : flag.codedDefault();
  }

  @Override
  public boolean enabledForAny(Flag flag) {
    return on.containsKey(flag) ? !on.get(flag).isEmpty() : flag.codedDefault();
  }

  @Override
  public boolean decide(Flag flag, Identity identity) {
    return enabled(flag) || on.getOrDefault(flag, Set.of()).contains(identity.id());
  }
}
