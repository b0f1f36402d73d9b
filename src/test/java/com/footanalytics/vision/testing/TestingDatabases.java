package com.footanalytics.vision.testing;

import com.footanalytics.vision.database.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Empty databases of the newest schema, each asked for is a new one. The PostgreSQL server is a
 * real one, started when first asked for, and ends with the JVM. As root it needs {@code unshare}
 * to work.
 */
public final class TestingDatabases {

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final int MAX_CONNECTIONS = 8;

  private TestingDatabases() {}

  /** Where a database is. */
  public enum Kind {
    H2_MEMORY,
    H2_FILE,
    POSTGRESQL
  }

  /** One in memory, gone when it is closed. */
  public static Database memory() {
    return open("jdbc:h2:mem:test%d".formatted(COUNT.incrementAndGet()));
  }

  /** One in a file in {@code folder} where it needs a file. */
  public static Database of(Kind kind, Path folder) {
    return switch (kind) {
      case H2_MEMORY -> memory();
      case H2_FILE -> open(Database.fileUrl(folder.resolve("db" + COUNT.incrementAndGet())));
      case POSTGRESQL -> open(postgresUrl());
    };
  }

  /** The address of a new, empty database of the PostgreSQL server. */
  public static String postgresUrl() {
    String name = "test" + COUNT.incrementAndGet();
    try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return Server.RUNNING.getJdbcUrl("postgres", name);
  }

  /** Opens another pool of connections to a database. */
  public static Database open(String url) {
    return Database.open(url, Optional.empty(), Optional.empty(), MAX_CONNECTIONS);
  }

  private static final class Server {

    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().setServerConfig("max_connections", "100").start();
      } catch (IOException e) {
        throw new UncheckedIOException(
            "no PostgreSQL server could be started for tests; as root, unshare must be allowed", e);
      }
    }
  }
}
