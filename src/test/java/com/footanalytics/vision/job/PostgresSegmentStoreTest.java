package com.footanalytics.vision.job;

import com.footanalytics.vision.testing.TestingDatabases;

class PostgresSegmentStoreTest extends SegmentStoreContract {

  PostgresSegmentStoreTest() {
    super(TestingDatabases.Kind.POSTGRESQL);
  }
}
