package com.footanalytics.vision.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Where the service finds and keeps its files. */
@ConfigMapping(prefix = "ml-pipeline")
public interface ServiceConfig {

  /** Uploads and jobs; created if missing. Must be writable and on one disk. */
  @WithDefault("./data")
  Path dataDir();

  /** The model repository. */
  @WithDefault("./models")
  Path modelsDir();
}
