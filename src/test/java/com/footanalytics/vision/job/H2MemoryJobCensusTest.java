package com.footanalytics.vision.job;

import com.footanalytics.vision.testing.TestingDatabases;

class H2MemoryJobCensusTest extends JobCensusContract {

  H2MemoryJobCensusTest() {
    super(TestingDatabases.Kind.H2_MEMORY);
  }
}
