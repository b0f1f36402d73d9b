package com.footanalytics.vision.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** An open database of the newest schema. Owns its connections. Thread-safe. */
public final class Database implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofSeconds(3);

  /** H2's error once it could not write its file. */
  private static final int CLOSED = 90098;

  private final HikariDataSource connections;
  private final String url;
  private final boolean isFragile;

  private Database(HikariDataSource connections, String url) {
    this.connections = connections;
    this.url = url;
    this.isFragile = url.startsWith("jdbc:h2:");
  }

  /**
   * Opens a database and brings its schema up to date.
   *
   * @param url JDBC address of H2 or PostgreSQL
   * @param maxConnections connections at once, at least 2
   * @throws DatabaseException if it cannot be reached or migrated
   */
  public static Database open(
      String url, Optional<String> user, Optional<String> password, int maxConnections) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("database");
    config.setJdbcUrl(url);
    // Named, as the list of drivers that Java keeps depends on who asked for it first.
    config.setDriverClassName(
        url.startsWith("jdbc:h2:") ? "org.h2.Driver" : "org.postgresql.Driver");
    user.ifPresent(config::setUsername);
    password.ifPresent(config::setPassword);
    config.setMaximumPoolSize(Math.max(2, maxConnections));
    config.setMinimumIdle(1);
    config.setConnectionTimeout(PATIENCE.toMillis());
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    HikariDataSource connections = null;
    try {
      connections = new HikariDataSource(config);
      Flyway.configure()
          .dataSource(connections)
          .locations("classpath:database/migration")
          .load()
          .migrate();
      return new Database(connections, url);
    } catch (RuntimeException e) {
      if (connections != null) {
        connections.close();
      }
      throw new DatabaseException(
          "database %s: cannot be used (%s); see ml-pipeline.database.url".formatted(url, why(e)),
          e);
    }
  }

  /** The address of an H2 database in a file, whose commits outlive the process. */
  public static String fileUrl(Path file) {
    return "jdbc:h2:file:%s;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE".formatted(file.toAbsolutePath());
  }

  /**
   * Its connections, for libraries that speak JDBC themselves; they stay this database's. Threads
   * that use them must not be interrupted.
   */
  public DataSource dataSource() {
    return connections;
  }

  /**
   * Runs statements as one transaction: all of them count, or, where {@code work} throws, none. Not
   * disturbed by an interrupt of the calling thread, which stays pending.
   *
   * @throws DatabaseException if a statement fails
   */
  public <T> T transaction(Statements<T> work) {
    if (!isFragile) {
      return run(work);
    }
    try {
      return Shield.call(new FutureTask<>(() -> run(work)));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private <T> T run(Statements<T> work) {
    try (Connection connection = connections.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.run(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      reopenIfClosed(e);
      throw new DatabaseException("database %s: %s".formatted(url, e.getMessage()), e);
    }
  }

  /**
   * H2 closes a file that it could not write, such as on a full disk, and opens it again for the
   * next connection once there is none left from before.
   */
  private void reopenIfClosed(SQLException failure) {
    if (isFragile && failure.getErrorCode() == CLOSED) {
      connections.getHikariPoolMXBean().softEvictConnections();
    }
  }

  /** Why it cannot be used now, found out within three seconds; empty if it answers. */
  public Optional<String> objection() {
    FutureTask<Boolean> answer = new FutureTask<>(this::isValid);
    Thread.ofVirtual().name("database-check").start(answer);
    try {
      return answer.get(LOOK.toSeconds(), TimeUnit.SECONDS)
          ? Optional.empty()
          : silent("its connection broke");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return silent("interrupted");
    } catch (TimeoutException _) {
      return silent("nothing came within %d s".formatted(LOOK.toSeconds()));
    } catch (ExecutionException e) {
      return silent(why(e));
    }
  }

  private static Optional<String> silent(String why) {
    return Optional.of(
        "the database does not answer (%s); see ml-pipeline.database.url".formatted(why));
  }

  private boolean isValid() throws SQLException {
    try (Connection connection = connections.getConnection()) {
      return connection.isValid((int) LOOK.toSeconds());
    }
  }

  @Override
  public void close() {
    connections.close();
  }

  private static String why(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse(cause.toString());
  }

  /** What is done within a transaction. */
  @FunctionalInterface
  public interface Statements<T> {

    T run(Connection connection) throws SQLException;
  }
}
