package com.footanalytics.vision.job;

import com.footanalytics.vision.testing.TestingDatabases;

class H2MemoryJobTurnsTest extends JobTurnsContract {

  H2MemoryJobTurnsTest() {
    super(TestingDatabases.Kind.H2_MEMORY);
  }
}
