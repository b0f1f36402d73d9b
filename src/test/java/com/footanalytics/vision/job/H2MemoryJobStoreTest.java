package com.footanalytics.vision.job;

import com.footanalytics.vision.testing.TestingDatabases;

class H2MemoryJobStoreTest extends JobStoreContract {

  H2MemoryJobStoreTest() {
    super(TestingDatabases.Kind.H2_MEMORY);
  }
}
