package com.footanalytics.vision.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the service writes its log. */
@ConfigMapping(prefix = "ml-pipeline.log")
public interface LogConfig {

  /**
   * Whether each entry is a JSON object on a line of its own, with the ids of its trace, span and
   * job under {@code mdc}; else it is a line for people.
   */
  @WithDefault("false")
  boolean json();
}
