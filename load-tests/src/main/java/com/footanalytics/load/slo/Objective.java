package com.footanalytics.load.slo;

import com.footanalytics.load.profile.Request;
import java.time.Duration;

/** What is promised of one kind of request. */
public sealed interface Objective {

  String name();

  Request.Kind kind();

  /**
   * That share of those answered takes at most that long.
   *
   * @param share above 0, below 1
   */
  record Latency(String name, Request.Kind kind, double share, Duration bound)
      implements Objective {}

  /**
   * At most that share of those taken is not answered; what is rejected for want of capacity was
   * not taken.
   *
   * @param mostShare 0 to 1
   */
  record Errors(String name, Request.Kind kind, double mostShare) implements Objective {}

  /**
   * At most that share is rejected for want of capacity.
   *
   * @param mostShare 0 to 1
   */
  record Rejections(String name, Request.Kind kind, double mostShare) implements Objective {}
}
