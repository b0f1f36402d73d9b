package com.footanalytics.vision.job;

import com.footanalytics.vision.testing.TestingDatabases;

class PostgresJobStoreTest extends JobStoreContract {

  PostgresJobStoreTest() {
    super(TestingDatabases.Kind.POSTGRESQL);
  }
}
