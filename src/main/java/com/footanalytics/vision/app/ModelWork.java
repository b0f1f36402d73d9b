package com.footanalytics.vision.app;

/** What goes on with models behind the service, from start to close. */
interface ModelWork extends AutoCloseable {

  /** Begins; to be called once. */
  void start();

  @Override
  void close();
}
