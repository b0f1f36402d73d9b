package com.footanalytics.vision.job;

import com.footanalytics.vision.testing.TestingDatabases;

class PostgresJobTurnsTest extends JobTurnsContract {

  PostgresJobTurnsTest() {
    super(TestingDatabases.Kind.POSTGRESQL);
  }
}
