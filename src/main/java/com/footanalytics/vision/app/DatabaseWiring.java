package com.footanalytics.vision.app;

import com.footanalytics.vision.database.Database;
import com.footanalytics.vision.database.DatabaseConfig;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Opens the database and closes it with the service. */
final class DatabaseWiring {

  @Produces
  @Singleton
  Database database(ServiceConfig service, DatabaseConfig config) {
    return Database.open(
        config
            .url()
            .orElseGet(() -> Database.fileUrl(service.dataDir().resolve("db").resolve("jobs"))),
        config.user(),
        config.password(),
        config.maxConnections());
  }

  void close(@Disposes Database database) {
    database.close();
  }
}
