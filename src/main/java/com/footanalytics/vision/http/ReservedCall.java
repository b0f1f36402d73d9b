package com.footanalytics.vision.http;

import com.footanalytics.vision.flags.Flag;
import com.footanalytics.vision.flags.Flags;
import com.footanalytics.vision.flags.Identity;

/**
 * A call whose place is kept for what is to come.
 *
 * @param what it will give, in the plural
 * @param flag without which it is not taken
 */
record ReservedCall(String what, Flag flag) {

  /** Why it is refused. */
  HttpProblem refusal(Flags flags, Identity identity) {
    return flags.decide(flag, identity)
        ? HttpProblem.notImplemented(
            "%s is on, but this version has no %s yet".formatted(flag.key(), what))
        : HttpProblem.forbidden("no %s: %s is off".formatted(what, flag.key()));
  }
}
