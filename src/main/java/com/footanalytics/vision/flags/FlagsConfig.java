package com.footanalytics.vision.flags;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where feature flags come from. */
@ConfigMapping(prefix = "ml-pipeline.flags")
public interface FlagsConfig {

  /** Server-side key of an environment in Flagsmith, {@code ser.…}; no server is asked if empty. */
  Optional<String> key();

  /** Where Flagsmith's API is. */
  @WithDefault("https://edge.api.flagsmith.com/api/v1/")
  String url();

  /** Time between two questions to the server, and between two looks at the file. */
  @WithDefault("PT30S")
  Duration refresh();

  /** How long the server's whole answer may take. At most 14 s. */
  @WithDefault("PT5S")
  Duration timeout();

  /**
   * Flagsmith's environment document, for flags of which the server says nothing; read anew when it
   * changes. The one that is shipped if empty.
   */
  Optional<Path> file();
}
