package com.footanalytics.vision.job;

import com.footanalytics.vision.testing.TestingDatabases;

class PostgresJobSchedulerTest extends JobSchedulerContract {

  PostgresJobSchedulerTest() {
    super(TestingDatabases.Kind.POSTGRESQL);
  }
}
