package com.footanalytics.vision.batch;

import java.util.List;

/**
 * Runs batches.
 *
 * @param <W> the works
 */
@FunctionalInterface
public interface BatchRunner<W extends Work> {
  /**
   * Runs works together; they are the runner's from now on.
   *
   * @param instance which of the instances this is, from 0; never in two calls at once
   * @param batch all of one kind; not to be kept after the call
   * @return whether the batch ran to its end, so that the time it took tells something
   */
  boolean run(int instance, List<W> batch) throws InterruptedException;
}
