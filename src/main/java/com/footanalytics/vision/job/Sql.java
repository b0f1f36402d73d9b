package com.footanalytics.vision.job;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements on one connection, which stays its caller's; an {@link Instant} may be a value. */
record Sql(Connection connection) {

  /** Makes a value of the row at which a result stands. */
  @FunctionalInterface
  interface Reader<T> {

    T read(ResultSet row) throws SQLException;
  }

  /**
   * @return how many rows it touched
   */
  int update(String statement, @Nullable Object... values) throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(statement)) {
      bind(prepared, values);
      return prepared.executeUpdate();
    }
  }

  /** Runs a statement once for each row of values. */
  void batch(String statement, List<@Nullable Object[]> rows) throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(statement)) {
      for (@Nullable Object[] values : rows) {
        bind(prepared, values);
        prepared.addBatch();
      }
      prepared.executeBatch();
    }
  }

  <T> List<T> list(String query, Reader<T> reader, @Nullable Object... values) throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(query)) {
      bind(prepared, values);
      List<T> found = new ArrayList<>();
      try (ResultSet rows = prepared.executeQuery()) {
        while (rows.next()) {
          found.add(reader.read(rows));
        }
      }
      return found;
    }
  }

  /** The first row there is. */
  <T> Optional<T> first(String query, Reader<T> reader, @Nullable Object... values)
      throws SQLException {
    return list(query, reader, values).stream().findFirst();
  }

  /** The number in the only row and column of a query's result. */
  long number(String query, @Nullable Object... values) throws SQLException {
    return first(query, row -> row.getLong(1), values).orElseThrow();
  }

  static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  /** A list of {@code count} placeholders, to stand after {@code in}. */
  static String places(int count) {
    return "(" + "?, ".repeat(count - 1) + "?)";
  }

  private static void bind(PreparedStatement prepared, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      prepared.setObject(
          i + 1, value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value);
    }
  }
}
