package com.footanalytics.vision.app;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import sun.misc.Signal;

/** Where the service starts. SIGTERM ends it in order and with status 0. */
@QuarkusMain
public final class Service {

  private Service() {}

  public static void main(String... args) {
    Signal.handle(new Signal("TERM"), _ -> Quarkus.asyncExit(0));
    Quarkus.run(args);
  }
}
