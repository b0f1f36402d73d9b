package com.footanalytics.vision.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

  @TempDir Path folder;

  @Test
  void aCommittedTransactionIsThereAfterOpeningAgain() {
    try (Database database = open()) {
      database.transaction(DatabaseTest::insert);
    }
    try (Database database = open()) {
      assertEquals(1, database.transaction(DatabaseTest::count));
      assertEquals(Optional.empty(), database.objection());
    }
  }

  @Test
  void nothingIsLeftOfATransactionThatThrows() {
    try (Database database = open()) {
      assertThrows(
          IllegalStateException.class,
          () ->
              database.transaction(connection -> {
                insert(connection);
                throw new IllegalStateException("on purpose");
              }));
      assertEquals(0, database.transaction(DatabaseTest::count));
    }
  }

  @Test
  void anInterruptedCallerGetsItsAnswerAndTheDatabaseStaysOpen() {
    try (Database database = open()) {
      Thread.currentThread().interrupt();
      database.transaction(DatabaseTest::insert);
      assertTrue(Thread.interrupted());
      assertEquals(1, database.transaction(DatabaseTest::count));
    }
  }

  @Test
  void aStatementThatFailsNamesTheDatabase() {
    try (Database database = open()) {
      DatabaseException e =
          assertThrows(
              DatabaseException.class,
              () ->
                  database.transaction(connection -> {
                    insert(connection);
                    return insert(connection);
                  }));
      assertTrue(String.valueOf(e.getMessage()).startsWith("database jdbc:h2:file:"));
    }
  }

  @Test
  void anAddressThatLeadsNowhereIsOneClearLine() {
    DatabaseException e =
        assertThrows(
            DatabaseException.class,
            () ->
                Database.open(
                    "jdbc:h2:tcp://127.0.0.1:1/none", Optional.empty(), Optional.empty(), 2));
    assertEquals(1, String.valueOf(e.getMessage()).lines().count());
  }

  private Database open() {
    return Database.open(
        Database.fileUrl(folder.resolve("db")), Optional.empty(), Optional.empty(), 2);
  }

  private static int insert(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(
          "insert into content values ('%s', 1, current_timestamp)".formatted("a".repeat(64)));
    }
  }

  private static int count(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from content")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
