package com.footanalytics.vision.job;

import com.footanalytics.vision.testing.TestingDatabases;

class H2MemoryJobRetentionTest extends JobRetentionContract {

  H2MemoryJobRetentionTest() {
    super(TestingDatabases.Kind.H2_MEMORY);
  }
}
