package com.footanalytics.vision.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * What the service adds to a model that does nothing: {@code identity} over HTTP and gRPC with
 * binary tensors, one caller and sixteen, one element and 16 MB.
 */
public final class ServingBench {
  private static final String PATH = "/v2/models/identity/infer";
  private static final String MODEL = "identity";
  private static final String INPUT = "INPUT0";
  private static final int LARGE_ELEMENTS = 4_000_000;
  private static final int MANY = 16;

  /** Until code is compiled, at both ends. */
  private static final double FIRST_WARM_UP_SHARE = 3;

  private static final double WARM_UP_SHARE = 0.5;

  /**
   * One case.
   *
   * @param protocol how they asked
   * @param callers at once
   * @param bytes of the tensor
   * @param perSecond answers
   * @param refused requests for which the service had no room
   * @param roundTripNanos as callers see it: p50, p99
   * @param serverNanos as the service says: p50, p99; zeros if it does not say
   */
  public record Result(
      String protocol,
      int callers,
      int bytes,
      double perSecond,
      long refused,
      List<Long> roundTripNanos,
      List<Long> serverNanos) {
    public Result {
      roundTripNanos = List.copyOf(roundTripNanos);
      serverNanos = List.copyOf(serverNanos);
    }
  }

  /** Makes one more caller. */
  @FunctionalInterface
  private interface Callers {
    Caller next() throws IOException;
  }

  private final String protocol;
  private final Function<byte[], Callers> callersWith;

  /**
   * @param callersWith who send such a tensor
   */
  private ServingBench(String protocol, Function<byte[], Callers> callersWith) {
    this.protocol = protocol;
    this.callersWith = callersWith;
  }

  /** Of a service over HTTP. */
  public static ServingBench http(URI service) {
    return new ServingBench(
        "HTTP",
        tensor -> {
          byte[] head = binaryHead(tensor);
          return () -> new HttpCaller(service, PATH, head, tensor);
        });
  }

  /**
   * Of a service over gRPC.
   *
   * @param address host and port
   */
  public static ServingBench grpc(String address) {
    return new ServingBench(
        "gRPC",
        tensor -> {
          byte[] request = GrpcCaller.request(MODEL, INPUT, tensor);
          return () -> new GrpcCaller(address, request);
        });
  }

  private static byte[] binaryHead(byte[] tensor) {
    return ("{\"inputs\":[{\"name\":\"%s\",\"shape\":[1,%d],\"datatype\":\"FP32\","
            + "\"parameters\":{\"binary_data_size\":%d}}],"
            + "\"parameters\":{\"binary_data_output\":true}}")
        .formatted(INPUT, tensor.length / Float.BYTES, tensor.length)
        .getBytes(UTF_8);
  }

  /**
   * Measures all cases.
   *
   * @param seconds for each, after half of that to warm up, and three times that before the first
   * @throws IOException if the service does not answer
   */
  public List<Result> run(double seconds) throws IOException, InterruptedException {
    return run(seconds, LARGE_ELEMENTS);
  }

  /** As {@link #run(double)}, with large tensors of so many elements. */
  List<Result> run(double seconds, int largeElements) throws IOException, InterruptedException {
    var results = new ArrayList<Result>();
    measure(MANY, 1, seconds * FIRST_WARM_UP_SHARE);
    for (int elements : List.of(1, largeElements)) {
      for (int callers : List.of(1, MANY)) {
        measure(callers, elements, seconds * WARM_UP_SHARE);
        results.add(measure(callers, elements, seconds));
      }
    }
    return results;
  }

  private Result measure(int callers, int elements, double seconds)
      throws IOException, InterruptedException {
    byte[] tensor = new byte[elements * Float.BYTES];
    Callers all = callersWith.apply(tensor);
    long deadline = System.nanoTime() + Math.round(seconds * 1e9);
    var runs = new ArrayList<Calls>();
    for (int i = 0; i < callers; i++) {
      runs.add(new Calls(all.next(), deadline));
    }
    long started = System.nanoTime();
    var threads = new ArrayList<Thread>();
    for (Calls calls : runs) {
      threads.add(Thread.ofPlatform().name("caller").start(calls));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    double took = (System.nanoTime() - started) / 1e9;
    for (Calls calls : runs) {
      calls.check();
    }
    long[] trips = runs.stream().flatMapToLong(calls -> calls.trips.build()).sorted().toArray();
    long[] server = runs.stream().flatMapToLong(calls -> calls.server.build()).sorted().toArray();
    return new Result(
        protocol,
        callers,
        tensor.length,
        trips.length / took,
        runs.stream().mapToLong(calls -> calls.refused).sum(),
        quantiles(trips),
        quantiles(server));
  }

  private static List<Long> quantiles(long[] sorted) {
    return sorted.length == 0
        ? List.of(0L, 0L)
        : List.of(
            sorted[sorted.length / 2],
            sorted[Math.min(sorted.length - 1, (int) (sorted.length * 0.99))]);
  }

  /** What one caller does until the deadline. */
  private static final class Calls implements Runnable {
    private final Caller caller;
    private final long deadlineNanos;
    private final LongStream.Builder trips = LongStream.builder();
    private final LongStream.Builder server = LongStream.builder();
    private volatile IOException failure = new IOException("did not end");
    private volatile boolean ended;
    private long refused;

    Calls(Caller caller, long deadlineNanos) {
      this.caller = caller;
      this.deadlineNanos = deadlineNanos;
    }

    @Override
    public void run() {
      try (caller) {
        do {
          long asked = System.nanoTime();
          long took = caller.ask();
          if (took == Caller.REFUSED) {
            refused++;
          } else {
            server.add(took);
            trips.add(System.nanoTime() - asked);
          }
        } while (deadlineNanos - System.nanoTime() > 0);
        ended = true;
      } catch (IOException e) {
        failure = e;
      }
    }

    void check() throws IOException {
      if (!ended) {
        throw failure;
      }
    }
  }

  /** A table for people. */
  public static String table(List<Result> results) {
    var lines = new ArrayList<String>();
    lines.add(
        "        callers  tensor      answers/s  refused   round trip p50, p99 us   in the service p50, p99 us");
    for (Result result : results) {
      lines.add(
          "%-6s  %7d  %8d B  %10.1f  %7d  %10.0f %11.0f  %12.0f %13.0f"
              .formatted(
                  result.protocol(),
                  result.callers(),
                  result.bytes(),
                  result.perSecond(),
                  result.refused(),
                  result.roundTripNanos().get(0) / 1e3,
                  result.roundTripNanos().get(1) / 1e3,
                  result.serverNanos().get(0) / 1e3,
                  result.serverNanos().get(1) / 1e3));
    }
    return String.join("\n", lines) + "\n";
  }
}
