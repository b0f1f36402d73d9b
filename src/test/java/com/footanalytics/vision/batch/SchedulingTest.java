package com.footanalytics.vision.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.batch.SimulatedServer.Arrival;
import com.footanalytics.vision.batch.SimulatedServer.Outcome;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How the scheduler does over long stretches of traffic, in simulated time. */
class SchedulingTest {
  private static final int COUNT = 40_000;
  private static final int MAX_ROWS = 8;
  private static final long MILLI = 1_000_000;
  private static final long PATIENT = Long.MAX_VALUE;

  /** Batches on a processor: rows save nothing together. */
  private static final IntToLongFunction PROCESSOR = rows -> 20 * MILLI * rows;

  /** Batches on an accelerator: most of the cost is fixed. */
  private static final IntToLongFunction ACCELERATOR = rows -> 4 * MILLI + rows * MILLI / 2;

  /** Batches of a model that gains a little. */
  private static final IntToLongFunction BETWEEN = rows -> 5 * MILLI + 5 * rows * MILLI;

  static Stream<Arguments> traffic() {
    return Stream.of(
            Arguments.of("processor, 2 instances", PROCESSOR, 2),
            Arguments.of("accelerator, 1 instance", ACCELERATOR, 1),
            Arguments.of("accelerator, 2 instances", ACCELERATOR, 2),
            Arguments.of("between, 2 instances", BETWEEN, 2))
        .flatMap(server ->
            Stream.of(false, true)
                .map(bursts ->
                    Arguments.of(server.get()[0], server.get()[1], server.get()[2], bursts)));
  }

  @ParameterizedTest(name = "{0}, bursts: {3}")
  @MethodSource("traffic")
  void atFourFifthsOfTheCapacityItIsNotSlowerThanWithAFixedDelay(
      String name,
      IntToLongFunction cost,
      int instances,
      boolean bursts,
      TestInfo test,
      TestReporter reporter) {
    double perSecond = 0.8 * capacity(cost, instances);
    List<Arrival> arrivals = arrivals(bursts, perSecond, PATIENT);
    Outcome ours = ours(instances, cost).run(arrivals);
    Outcome fixed =
        new SimulatedServer(new FixedDelayBatcher(MAX_ROWS, 5 * MILLI), instances, cost, 2)
            .run(arrivals);
    double slowest = ratio(ours, fixed, 0.99);
    double usual = ratio(ours, fixed, 0.5);
    reporter.publishEntry(
        test.getDisplayName(), "of a fixed delay: p99 %.2f, p50 %.2f".formatted(slowest, usual));
    assertEquals(1, ours.perSecond() / fixed.perSecond(), 0.01);
    assertTrue(usual < 1, "p50 " + usual);
    assertTrue(slowest < (cost == PROCESSOR ? 0.9 : 1.1), "p99 " + slowest);
  }

  @ParameterizedTest(name = "{0}, bursts: {3}")
  @MethodSource("traffic")
  void atTwiceTheCapacityNearlyAllOfItGoesIntoWhatIsInTime(
      String name,
      IntToLongFunction cost,
      int instances,
      boolean bursts,
      TestInfo test,
      TestReporter reporter) {
    double capacity = capacity(cost, instances);
    long patience = 10 * cost.applyAsLong(MAX_ROWS);
    Outcome outcome = ours(instances, cost).run(arrivals(bursts, 2 * capacity, patience));
    double goodput = outcome.inTimePerSecond() / capacity;
    double slowest = (double) outcome.percentile(0.99) / patience;
    reporter.publishEntry(
        test.getDisplayName(),
        "goodput %.3f of capacity, p99 %.2f of the deadline".formatted(goodput, slowest));
    assertTrue(goodput >= 0.95, "goodput " + goodput);
    assertTrue(slowest <= 1, "p99 " + slowest);
    assertTrue(outcome.dropped() + outcome.late() <= 0.01 * outcome.ran());
    assertEquals(COUNT, outcome.ran() + outcome.refused() + outcome.dropped());
  }

  @Test
  void oneCallerAtATimeNeverWaits() {
    List<Arrival> arrivals = SimulatedServer.poisson(1000, 1, PATIENT, 5);
    Outcome outcome = ours(1, ACCELERATOR).run(arrivals);
    assertTrue(outcome.percentile(0.5) <= 1.1 * ACCELERATOR.applyAsLong(1));
  }

  private static SimulatedServer ours(int instances, IntToLongFunction cost) {
    Dispatcher<TestingWork> dispatcher =
        new Dispatcher<>(new SchedulerSettings(instances, MAX_ROWS, 4096, Long.MAX_VALUE, 0.1));
    for (int rows = 1; rows <= MAX_ROWS; rows++) {
      dispatcher.learn(TestingWork.KIND, rows, cost.applyAsLong(rows));
    }
    return new SimulatedServer(Batcher.of(dispatcher), instances, cost, 2);
  }

  private static List<Arrival> arrivals(boolean bursts, double perSecond, long patienceNanos) {
    return bursts
        ? SimulatedServer.bursts(COUNT, 6, perSecond, patienceNanos, 1)
        : SimulatedServer.poisson(COUNT, perSecond, patienceNanos, 1);
  }

  private static double ratio(Outcome ours, Outcome others, double share) {
    return (double) ours.percentile(share) / others.percentile(share);
  }

  /** Rows per second in full batches. */
  private static double capacity(IntToLongFunction cost, int instances) {
    return instances * MAX_ROWS * 1e9 / cost.applyAsLong(MAX_ROWS);
  }
}
