package com.footanalytics.vision.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import grpc.health.v1.HealthOuterClass.HealthCheckResponse;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthWatchersTest {

  private final List<Runnable> timers = new ArrayList<>();
  private ServingStatus status = ServingStatus.SERVING;
  private final HealthWatchers watchers =
      new HealthWatchers(
          () -> status,
          tick -> {
            timers.add(tick);
            return () -> timers.remove(tick);
          });

  @Test
  void aWatcherIsToldTheStatusAndThenItsChangesOnly() {
    var call = new TestingServerCall<HealthCheckResponse>();
    watchers.add(call);
    tick();
    status = ServingStatus.NOT_SERVING;
    tick();
    tick();
    status = ServingStatus.SERVING;
    tick();
    assertEquals(
        List.of(ServingStatus.SERVING, ServingStatus.NOT_SERVING, ServingStatus.SERVING),
        told(call));
  }

  @Test
  void oneTimerServesAllWatchersAndStopsWithTheLast() {
    var first = new TestingServerCall<HealthCheckResponse>();
    var second = new TestingServerCall<HealthCheckResponse>();
    assertEquals(0, timers.size());
    watchers.add(first);
    watchers.add(second);
    assertEquals(1, timers.size());
    watchers.remove(first);
    status = ServingStatus.NOT_SERVING;
    tick();
    assertEquals(List.of(ServingStatus.SERVING), told(first));
    assertEquals(List.of(ServingStatus.SERVING, ServingStatus.NOT_SERVING), told(second));
    watchers.remove(second);
    assertEquals(0, timers.size());
    watchers.add(first);
    assertEquals(1, timers.size());
  }

  @Test
  void whoeverComesLateMissesNoChange() {
    var early = new TestingServerCall<HealthCheckResponse>();
    var late = new TestingServerCall<HealthCheckResponse>();
    watchers.add(early);
    status = ServingStatus.NOT_SERVING;
    watchers.add(late);
    tick();
    assertEquals(List.of(ServingStatus.SERVING, ServingStatus.NOT_SERVING), told(early));
    assertEquals(List.of(ServingStatus.NOT_SERVING), told(late));
  }

  private void tick() {
    List.copyOf(timers).forEach(Runnable::run);
  }

  private static List<ServingStatus> told(TestingServerCall<HealthCheckResponse> call) {
    return call.answers.stream().map(HealthCheckResponse::getStatus).toList();
  }
}
