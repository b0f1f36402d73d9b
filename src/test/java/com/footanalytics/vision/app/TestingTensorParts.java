package com.footanalytics.vision.app;

import com.footanalytics.vision.batch.NativePool;
import com.footanalytics.vision.oip.TestingTensorModels;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What stands in for the models behind the Open Inference Protocol. */
final class TestingTensorParts {

  private static final long POOL_BYTES = 256L << 20;

  @Produces
  @Singleton
  @Alternative
  @Priority(1)
  TestingTensorModels tensorModels() {
    return new TestingTensorModels();
  }

  @Produces
  @Singleton
  @Alternative
  @Priority(1)
  NativePool nativePool() {
    return new NativePool(POOL_BYTES);
  }
}
