package com.footanalytics.vision.flags;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All flags at one moment. Never changes; thread-safe. */
final class FlagSnapshot implements Flags {

  private final Map<Flag, Ruling> rulings = new EnumMap<>(Flag.class);
  private final RecentDecisions decisions = new RecentDecisions();

  /**
   * What is decided of one flag.
   *
   * @param source what decides it
   * @param enabled for those that no rule is about
   * @param enabledForAny whether it is on, or may be for some
   * @param rules those to ask for each identity; null if all get the same
   */
  record Ruling(
      FlagSource source, boolean enabled, boolean enabledForAny, @Nullable FlagRules rules) {

    /** Whether everyone gets the same as by another. */
    boolean saysTheSameAs(Ruling other) {
      return enabled == other.enabled && rules == other.rules;
    }

    @Override
    public String toString() {
      return "%s%s (%s)"
          .formatted(enabled ? "on" : "off", rules == null ? "" : " but for rules", source.label());
    }
  }

  private FlagSnapshot() {}

  /**
   * @param server what a server says or said
   * @param source {@link FlagSource#SERVER} or {@link FlagSource#LAST_KNOWN}
   * @param file what a file says
   */
  static FlagSnapshot of(Optional<FlagRules> server, FlagSource source, Optional<FlagRules> file) {
    FlagSnapshot snapshot = new FlagSnapshot();
    for (Flag flag : Flag.values()) {
      snapshot.rulings.put(
          flag,
          server
              .flatMap(rules -> ruling(flag, rules, source))
              .or(() -> file.flatMap(rules -> ruling(flag, rules, FlagSource.FILE)))
              .orElseGet(() ->
                  new Ruling(FlagSource.DEFAULT, flag.codedDefault(), flag.codedDefault(), null)));
    }
    return snapshot;
  }

  private static Optional<Ruling> ruling(Flag flag, FlagRules rules, FlagSource source) {
    return rules.has(flag)
        ? Optional.of(
            new Ruling(
                source,
                rules.enabled(flag),
                rules.enabledForAny(flag),
                rules.dependsOnIdentity(flag) ? rules : null))
        : Optional.empty();
  }

  /** Whether another comes from the same sources and says the same. */
  boolean isAs(FlagSnapshot other) {
    return rulings.equals(other.rulings);
  }

  Ruling ruling(Flag flag) {
    Ruling ruling = rulings.get(flag);
    if (ruling == null) {
      throw new IllegalStateException(flag + " has no ruling");
    }
    return ruling;
  }

  @Override
  public boolean enabled(Flag flag) {
    return ruling(flag).enabled;
  }

  @Override
  public boolean enabledForAny(Flag flag) {
    return ruling(flag).enabledForAny;
  }

  @Override
  public boolean decide(Flag flag, Identity identity) {
    Ruling ruling = ruling(flag);
    FlagRules rules = ruling.rules;
    return rules == null ? ruling.enabled : decisions.of(flag, identity, rules);
  }
}
