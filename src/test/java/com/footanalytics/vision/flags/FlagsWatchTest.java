package com.footanalytics.vision.flags;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.pipeline.OwnedThread;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FlagsWatchTest {

  private static final Duration INTERVAL = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void theSourcesAreLookedAtOnceAnInterval() throws InterruptedException {
    Semaphore looked = new Semaphore(0);
    Semaphore lookAgain = new Semaphore(0);
    try (FakeFlagsmith flagsmith = new FakeFlagsmith();
        LiveFlags flags = flags(flagsmith)) {
      flagsmith.serve(new TestingEnvironment().with(Flag.MODEL_V2, true));
      try (OwnedThread thread =
          new OwnedThread(
              "flags",
              Thread.NORM_PRIORITY,
              new FlagsWatch(
                  flags,
                  INTERVAL,
                  interval -> {
                    assertEquals(INTERVAL, interval);
                    looked.release();
                    lookAgain.acquire();
                  }))) {
        thread.start();
        looked.acquire();
        assertTrue(flags.enabled(Flag.MODEL_V2));
        flagsmith.serve(new TestingEnvironment().with(Flag.MODEL_V2, false));
        lookAgain.release();
        looked.acquire();
        assertEquals(false, flags.enabled(Flag.MODEL_V2));
        assertEquals(2, flagsmith.asked().size());
        flags.close();
      }
    }
  }

  @Test
  void whileTheServerIsSilentFlagsAreAnsweredAndTheThreadCanBeStopped()
      throws InterruptedException {
    try (FakeFlagsmith flagsmith = new FakeFlagsmith();
        LiveFlags flags = flags(flagsmith)) {
      flagsmith.fallSilent();
      long started;
      try (OwnedThread thread =
          new OwnedThread(
              "flags", Thread.NORM_PRIORITY, new FlagsWatch(flags, INTERVAL, Thread::sleep))) {
        thread.start();
        while (flagsmith.asked().isEmpty()) {
          Thread.onSpinWait();
        }
        assertTrue(flags.decide(Flag.GPU_OPTIMIZATION, Identity.job("job")));
        started = System.nanoTime();
        flags.close();
      }
      assertTrue(System.nanoTime() - started < Duration.ofSeconds(5).toNanos());
    }
  }

  @Test
  void anIntervalIsLongerThanNothing() {
    try (FakeFlagsmith flagsmith = new FakeFlagsmith();
        LiveFlags flags = flags(flagsmith)) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new FlagsWatch(flags, Duration.ZERO, Thread::sleep));
    }
  }

  private LiveFlags flags(FakeFlagsmith flagsmith) {
    return new LiveFlags(
        new LiveFlags.Sources(
            Optional.empty(), Optional.of(flagsmith.asServer()), folder.resolve("known.json")),
        (flag, source, enabled) -> {},
        line -> {});
  }
}
