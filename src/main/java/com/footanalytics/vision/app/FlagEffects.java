package com.footanalytics.vision.app;

import com.footanalytics.vision.flags.Flag;
import com.footanalytics.vision.flags.Flags;
import com.footanalytics.vision.pipeline.SecondVersion;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Does what flags ask for besides being looked at: loads the second version of the default model
 * when it may be chosen, and tells when a change waits for the next load. Goes on until
 * interrupted.
 */
final class FlagEffects implements Callable<Void> {

  static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Flags flags;
  private final SecondVersion second;
  private final Pause pause;
  private final Consumer<String> log;
  private boolean optimised;

  /** Lets time pass. */
  @FunctionalInterface
  interface Pause {
    void of(Duration duration) throws InterruptedException;
  }

  /**
   * @param log takes a line
   */
  FlagEffects(Flags flags, SecondVersion second, Pause pause, Consumer<String> log) {
    this.flags = flags;
    this.second = second;
    this.pause = pause;
    this.log = log;
    this.optimised = flags.enabled(Flag.GPU_OPTIMIZATION);
  }

  @Override
  public Void call() throws InterruptedException {
    while (true) {
      tellOfEngines();
      second.loadIfDue();
      pause.of(INTERVAL);
    }
  }

  private void tellOfEngines() {
    boolean now = flags.enabled(Flag.GPU_OPTIMIZATION);
    if (now != optimised) {
      optimised = now;
      log.accept(
          "%s is %s: models are loaded %s TensorRT from now on; those that serve stay as they are"
                  .formatted(
                      Flag.GPU_OPTIMIZATION.key(), now ? "on" : "off", now ? "with" : "without")
              + " until POST /v2/repository/models/NAME/load");
    }
  }
}
