package com.footanalytics.vision.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.database.Database;
import com.footanalytics.vision.pipeline.TestingModelControl;
import com.footanalytics.vision.testing.TestingDatabases;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HealthChecksTest {

  private final HealthWiring wiring = new HealthWiring();
  private final ServiceState state =
      new ServiceState(new TestingModelControl(), TestingReachability::well);

  @Test
  void aDatabaseThatIsGoneIsNamedWithTheOptionThatSaysWhereItIs() {
    Database database = TestingDatabases.memory();
    assertEquals(Optional.empty(), database.objection());
    database.close();
    Reachability gone = TestingReachability.of(Optional.empty(), database.objection());
    String reason = reason(wiring.database(gone));
    assertTrue(reason.startsWith("the database does not answer ("), reason);
    assertTrue(reason.endsWith("; see ml-pipeline.database.url"), reason);
    assertEquals(Status.UP, wiring.storage(gone).call().getStatus());
  }

  @Test
  void whoCannotReachWhatItLeansOnIsNotReadyAndStillTakesWhatComes() {
    for (Reachability gone :
        List.of(
            TestingReachability.of(Optional.of("no disk"), Optional.empty()),
            TestingReachability.of(Optional.empty(), Optional.of("no disk")))) {
      ServiceState cutOff = new ServiceState(new TestingModelControl(), () -> gone);
      assertTrue(cutOff.unready().orElseThrow().startsWith("the service is starting"));
      cutOff.ready();
      assertEquals(Optional.of("no disk"), cutOff.unready());
      assertEquals(Optional.empty(), cutOff.refusal());
      assertEquals(Optional.empty(), cutOff.closed());
    }
  }

  @Test
  void aServiceThatHasStartedStaysSoWhateverComes() {
    HealthCheck check = wiring.started(state);
    assertTrue(reason(check).startsWith("the service is starting"));
    state.ready();
    assertEquals(Status.UP, check.call().getStatus());
    state.draining();
    assertEquals(Status.UP, check.call().getStatus());
  }

  @Test
  void aServiceThatDrainsBeforeAnybodyAskedHadStarted() {
    state.ready();
    state.draining();
    assertEquals(Status.UP, wiring.started(state).call().getStatus());
  }

  @Test
  void aServiceWhoseModelsNeverBecameReadySaysWhatTheyWaitFor() {
    Optional<String> cold = Optional.of("football-detector:1: is being loaded");
    OnceWell once = new OnceWell(() -> cold);
    assertEquals(cold, once.get());
    assertEquals(cold, once.get());
  }

  @Test
  void aProcessIsWellWhileItsThreadsGoOn() {
    assertEquals(Status.UP, wiring.process().call().getStatus());
  }

  @Test
  void threadsThatWaitForEachOtherAreNamed() throws Exception {
    ReentrantLock left = new ReentrantLock();
    ReentrantLock right = new ReentrantLock();
    CountDownLatch bothHold = new CountDownLatch(2);
    List<Thread> threads = new ArrayList<>();
    threads.add(holding("stuck-one", left, right, bothHold));
    threads.add(holding("stuck-two", right, left, bothHold));
    try {
      StuckThreads stuck = new StuckThreads(ManagementFactory.getThreadMXBean());
      Optional<String> said = stuck.get();
      while (said.isEmpty()) {
        said = stuck.get();
      }
      assertEquals(
          "threads wait for each other for ever: stuck-one, stuck-two; restart", said.get());
    } finally {
      threads.forEach(Thread::interrupt);
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static Thread holding(
      String name, ReentrantLock first, ReentrantLock second, CountDownLatch bothHold) {
    return Thread.ofPlatform()
        .name(name)
        .daemon()
        .start(() -> {
          first.lock();
          try {
            bothHold.countDown();
            bothHold.await();
            second.lockInterruptibly();
            second.unlock();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          } finally {
            first.unlock();
          }
        });
  }

  private static String reason(HealthCheck check) {
    HealthCheckResponse answer = check.call();
    assertEquals(Status.DOWN, answer.getStatus());
    return String.valueOf(answer.getData().orElseThrow().get("reason"));
  }
}
