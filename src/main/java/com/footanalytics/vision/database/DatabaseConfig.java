package com.footanalytics.vision.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Where jobs, uploads and videos are recorded. */
@ConfigMapping(prefix = "ml-pipeline.database")
public interface DatabaseConfig {

  /**
   * JDBC address, {@code jdbc:postgresql://host/name} or {@code jdbc:h2:...}; without one an H2
   * file in the data folder, which one process can use.
   */
  Optional<String> url();

  /** Who signs in, where the address does not say. */
  Optional<String> user();

  /** Their password. */
  Optional<String> password();

  /** Connections that may be open at once. At least 2. */
  @WithDefault("8")
  int maxConnections();
}
