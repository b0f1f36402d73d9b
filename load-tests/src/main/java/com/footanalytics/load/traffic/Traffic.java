package com.footanalytics.load.traffic;

import com.footanalytics.load.grpc.Channels;
import com.footanalytics.load.measure.Ledger;
import com.footanalytics.load.profile.Profile;
import com.footanalytics.load.slo.Objective;
import java.time.Duration;
import java.util.List;

/**
 * Everything that virtual users need to know.
 *
 * @param deadline of each inference, which the service is told
 * @param ending when to stop before the plan ends
 */
public record Traffic(
    Profile profile,
    Ledger ledger,
    Target target,
    Duration deadline,
    List<Objective> objectives,
    Ending ending) {

  public Traffic {
    objectives = List.copyOf(objectives);
  }

  /**
   * Whom they ask, and what for.
   *
   * @param channels stay the caller's
   */
  public record Target(Endpoints endpoints, Channels channels, ServedModel model, Feed feed) {}

  /** Why a run ends before its plan does. */
  public interface Ending {
    /** It does not. */
    Ending WITH_THE_PLAN =
        new Ending() {
          @Override
          public boolean hasCome() {
            return false;
          }

          @Override
          public boolean isOver() {
            return false;
          }
        };

    /** Whether users that come from now on make no request. */
    boolean hasCome();

    /** Whether those that came before have their answers. */
    boolean isOver();
  }
}
