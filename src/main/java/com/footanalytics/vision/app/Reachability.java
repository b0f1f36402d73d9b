package com.footanalytics.vision.app;

import java.util.Optional;

/**
 * Whether what the service leans on can be reached.
 *
 * @param storage where videos and results are kept
 * @param database where jobs are recorded
 */
record Reachability(ReachWatch storage, ReachWatch database) {

  /** Why work had better not come here now, in one line; empty if all is well. */
  Optional<String> objection() {
    return database.objection().or(storage::objection);
  }
}
