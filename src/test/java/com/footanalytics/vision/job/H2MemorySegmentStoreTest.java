package com.footanalytics.vision.job;

import com.footanalytics.vision.testing.TestingDatabases;

class H2MemorySegmentStoreTest extends SegmentStoreContract {

  H2MemorySegmentStoreTest() {
    super(TestingDatabases.Kind.H2_MEMORY);
  }
}
