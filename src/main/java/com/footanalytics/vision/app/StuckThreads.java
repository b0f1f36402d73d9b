package com.footanalytics.vision.app;

import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Names threads that wait for each other and never go on; only a new process helps then. */
final class StuckThreads implements Supplier<Optional<String>> {

  private final ThreadMXBean threads;

  StuckThreads(ThreadMXBean threads) {
    this.threads = threads;
  }

  @Override
  public Optional<String> get() {
    long[] stuck = threads.findDeadlockedThreads();
    if (stuck == null) {
      return Optional.empty();
    }
    String names =
        Arrays.stream(threads.getThreadInfo(stuck))
            .filter(Objects::nonNull)
            .map(ThreadInfo::getThreadName)
            .sorted()
            .collect(Collectors.joining(", "));
    return Optional.of("threads wait for each other for ever: %s; restart".formatted(names));
  }
}
