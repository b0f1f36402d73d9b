package com.footanalytics.vision.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobIdTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @Test
  void idsOfOneMillisecondAscend() {
    JobIdGenerator generator = new JobIdGenerator(CLOCK, new Random(7));
    List<JobId> ids = Stream.generate(generator::next).limit(1000).toList();
    assertEquals(ids.stream().sorted().distinct().toList(), ids);
  }

  @Test
  void idsAscendThoughTheClockIsSetBack() {
    TestingClock clock = new TestingClock(NOW);
    JobIdGenerator generator = new JobIdGenerator(clock, new Random(7));
    JobId before = generator.next();
    clock.advance(Duration.ofHours(-1));
    assertTrue(generator.next().compareTo(before) > 0);
  }

  @Test
  void laterMillisecondsSortLaterWhateverChanceSays() {
    Random random = new Random(11);
    TestingClock clock = new TestingClock(NOW);
    JobId before = new JobIdGenerator(clock, random).next();
    for (int i = 0; i < 1000; i++) {
      clock.advance(Duration.ofMillis(1));
      JobId next = new JobIdGenerator(clock, random).next();
      assertTrue(next.compareTo(before) > 0);
      before = next;
    }
  }

  @Test
  void generatorsAtOneTimeDifferByChance() {
    Set<JobId> ids = new HashSet<>();
    for (int seed = 0; seed < 100; seed++) {
      ids.add(new JobIdGenerator(CLOCK, new Random(seed)).next());
    }
    assertEquals(100, ids.size());
  }

  @Test
  void threadsNeverShareAnId() throws Exception {
    JobIdGenerator generator = new JobIdGenerator(CLOCK, new Random(3));
    Set<JobId> ids = Collections.newSetFromMap(new ConcurrentHashMap<>());
    Callable<Boolean> draw = () -> IntStream.range(0, 500).allMatch(_ -> ids.add(generator.next()));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var drawn : threads.invokeAll(Collections.nCopies(8, draw))) {
        assertTrue(drawn.get());
      }
    }
    assertEquals(4000, ids.size());
  }

  @Test
  void anIdIsWhatItsTextParsesTo() {
    JobId id = new JobIdGenerator(CLOCK, new Random(5)).next();
    assertEquals(Optional.of(id), JobId.parse(id.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "../../../../../etc/passwd0",
        "01hqv0000000000000000000000",
        "01hqv000000000000000000/00",
        "01HQV000000000000000000000",
        "8zzzzzzzzzzzzzzzzzzzzzzzzz",
        "01hqv00000000000000000000i"
      })
  void otherTextIsNoId(String text) {
    assertEquals(Optional.empty(), JobId.parse(text));
    assertThrows(IllegalArgumentException.class, () -> new JobId(text));
  }
}
