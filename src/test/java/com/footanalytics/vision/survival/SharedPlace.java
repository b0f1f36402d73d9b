package com.footanalytics.vision.survival;

import com.footanalytics.vision.testing.PackagedService;
import com.footanalytics.vision.testing.TestingDatabases;
import com.footanalytics.vision.testing.TestingS3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A PostgreSQL database and a bucket that several services share, each with a folder of its own.
 */
final class SharedPlace {

  private final Path folder;
  private final Map<String, String> settings;

  /**
   * @param folder where the services keep what is theirs alone
   * @param more settings of all of them
   */
  SharedPlace(Path folder, Map<String, String> more) throws IOException {
    this.folder = folder;
    this.settings = new HashMap<>(more);
    settings.put("ML_PIPELINE_DATABASE_URL", TestingDatabases.postgresUrl());
    settings.put("ML_PIPELINE_STORAGE_KIND", "s3");
    settings.put("ML_PIPELINE_STORAGE_BUCKET", TestingS3Server.shared().newBucket());
    settings.put("ML_PIPELINE_STORAGE_ENDPOINT", TestingS3Server.shared().endpoint().toString());
    settings.put("ML_PIPELINE_STORAGE_REGION", "eu-central-1");
    settings.put("ML_PIPELINE_STORAGE_ACCESS_KEY", TestingS3Server.ACCESS_KEY);
    settings.put("ML_PIPELINE_STORAGE_SECRET_KEY", TestingS3Server.SECRET_KEY);
  }

  /** Starts the service of that name, or starts it again. */
  PackagedService start(String name) throws IOException {
    return PackagedService.start(Files.createDirectories(folder.resolve(name)), settings);
  }
}
