package com.footanalytics.vision.job;

import com.footanalytics.vision.testing.TestingDatabases;

class H2FileJobStoreTest extends JobStoreContract {

  H2FileJobStoreTest() {
    super(TestingDatabases.Kind.H2_FILE);
  }
}
