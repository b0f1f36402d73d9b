package com.footanalytics.vision.job;

import com.footanalytics.vision.testing.TestingDatabases;

class PostgresJobCensusTest extends JobCensusContract {

  PostgresJobCensusTest() {
    super(TestingDatabases.Kind.POSTGRESQL);
  }
}
