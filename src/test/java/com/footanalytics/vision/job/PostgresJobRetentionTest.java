package com.footanalytics.vision.job;

import com.footanalytics.vision.testing.TestingDatabases;

class PostgresJobRetentionTest extends JobRetentionContract {

  PostgresJobRetentionTest() {
    super(TestingDatabases.Kind.POSTGRESQL);
  }
}
