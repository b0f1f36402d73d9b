package com.footanalytics.vision.job;

import com.footanalytics.vision.database.Database;
import com.footanalytics.vision.testing.TestingDatabases;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests over a database of some kind: one for the class, emptied for each test. */
abstract class DatabaseContract {

  @TempDir static Path folder;
  private static @Nullable Database opened;

  final Database database;

  DatabaseContract(TestingDatabases.Kind kind) {
    database = opened == null ? TestingDatabases.of(kind, folder) : opened;
    opened = database;
    database.transaction(connection ->
        new Sql(connection).update("delete from scheduled_tasks")
            + new Sql(connection).update("delete from job")
            + new Sql(connection).update("delete from worker"));
  }

  @AfterAll
  static void close() {
    if (opened != null) {
      opened.close();
      opened = null;
    }
  }

  /** The steps that are scheduled, in the order in which they are taken. */
  final List<String> steps() {
    return database.transaction(connection ->
        new Sql(connection)
            .list(
                """
                select task_name, task_instance from scheduled_tasks
                where job_id is not null order by priority desc, execution_time, task_name\
                """,
                row -> row.getString(1) + " " + row.getString(2)));
  }
}
