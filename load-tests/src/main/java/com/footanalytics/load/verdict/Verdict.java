package com.footanalytics.load.verdict;

import com.footanalytics.load.profile.Profile;
import java.util.List;
import java.util.Optional;

/**
 * Whether a service did what is promised under a profile.
 *
 * @param perSecond the rate that the profile's phases are multiples of
 * @param capacity answers a second that were measured before; empty if the rate was given
 * @param knee where the profile looks for it
 */
public record Verdict(
    Profile profile,
    double perSecond,
    Optional<Double> capacity,
    List<Check> checks,
    Optional<Knee> knee) {

  public Verdict {
    checks = List.copyOf(checks);
  }

  public boolean passed() {
    return checks.stream().allMatch(Check::passed);
  }
}
