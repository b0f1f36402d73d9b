package com.footanalytics.vision.grpc;

import grpc.health.v1.HealthOuterClass.HealthCheckResponse;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Those who want to know when the service begins or ends to serve. Looks regularly while there are
 * any. Thread-safe.
 */
final class HealthWatchers {

  /** Calls back regularly. */
  @FunctionalInterface
  interface Timer {

    /** Starts to; the answer ends it. */
    Runnable start(Runnable tick);
  }

  private final Supplier<ServingStatus> status;
  private final Timer timer;
  private final List<Watcher> watchers = new ArrayList<>();
  private @Nullable Runnable stop;

  private static final class Watcher {
    private final StreamObserver<HealthCheckResponse> observer;
    private ServingStatus told;

    Watcher(StreamObserver<HealthCheckResponse> observer, ServingStatus told) {
      this.observer = observer;
      this.told = told;
    }
  }

  HealthWatchers(Supplier<ServingStatus> status, Timer timer) {
    this.status = status;
    this.timer = timer;
  }

  /** Tells an observer the status now, and again whenever it has changed. */
  synchronized void add(StreamObserver<HealthCheckResponse> observer) {
    ServingStatus now = status.get();
    watchers.add(new Watcher(observer, now));
    observer.onNext(response(now));
    if (stop == null) {
      stop = timer.start(this::look);
    }
  }

  /** Tells an observer nothing more. */
  synchronized void remove(StreamObserver<HealthCheckResponse> observer) {
    watchers.removeIf(watcher -> watcher.observer == observer);
    if (watchers.isEmpty() && stop != null) {
      stop.run();
      stop = null;
    }
  }

  private synchronized void look() {
    ServingStatus now = status.get();
    for (Watcher watcher : watchers) {
      if (watcher.told != now) {
        watcher.told = now;
        watcher.observer.onNext(response(now));
      }
    }
  }

  static HealthCheckResponse response(ServingStatus status) {
    return HealthCheckResponse.newBuilder().setStatus(status).build();
  }
}
