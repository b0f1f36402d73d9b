package com.footanalytics.vision.job;

import com.footanalytics.vision.testing.TestingDatabases;

class H2FileSegmentStoreTest extends SegmentStoreContract {

  H2FileSegmentStoreTest() {
    super(TestingDatabases.Kind.H2_FILE);
  }
}
