package com.footanalytics.vision.app;

import com.footanalytics.vision.batch.NativePool;
import com.footanalytics.vision.http.InferenceProtocolConfig;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes what the edges of the Open Inference Protocol share. */
final class ProtocolWiring {

  @Produces
  @Singleton
  NativePool nativePool(InferenceProtocolConfig config) {
    return new NativePool(config.poolBytes());
  }

  void close(@Disposes NativePool pool) {
    pool.close();
  }
}
