package com.footanalytics.vision.job;

import com.footanalytics.vision.testing.TestingDatabases;

class H2MemoryJobSchedulerTest extends JobSchedulerContract {

  H2MemoryJobSchedulerTest() {
    super(TestingDatabases.Kind.H2_MEMORY);
  }
}
