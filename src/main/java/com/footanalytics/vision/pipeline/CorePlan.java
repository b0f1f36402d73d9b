package com.footanalytics.vision.pipeline;

/**
 * How the cores are shared by the parts of the line.
 *
 * @param decoderThreads threads FFmpeg may use for one video
 * @param sessions inference sessions that run side by side
 * @param threadsPerSession threads of one session
 * @param batchSize inputs of one inference
 */
public record CorePlan(int decoderThreads, int sessions, int threadsPerSession, int batchSize) {

  private static final int CORES_PER_DECODER_THREAD = 4;

  public CorePlan {
    if (decoderThreads < 1 || sessions < 1 || threadsPerSession < 1 || batchSize < 1) {
      throw new IllegalArgumentException(
          "core plan: decoder threads %d, sessions %d x %d threads, batch %d (expected: all > 0)"
              .formatted(decoderThreads, sessions, threadsPerSession, batchSize));
    }
  }

  /**
   * The plan for a machine without an accelerator: as many one-thread sessions as cores, since one
   * session of many threads waits for its slowest thread at every layer; batches of one, which are
   * as fast per input and keep activations in the cache. A second decoder thread keeps the sessions
   * fed while the first one waits for a core.
   */
  public static CorePlan forCores(int cores) {
    int usable = Math.max(1, cores);
    int decoding = Math.clamp(usable / CORES_PER_DECODER_THREAD, Math.min(2, usable), usable);
    return new CorePlan(decoding, usable, 1, 1);
  }

  /** Threads that prepare pictures which callers send. */
  public int pictureThreads() {
    return Math.max(1, sessions * threadsPerSession / 2);
  }

  /** This plan with smaller batches where a model takes no larger ones. */
  CorePlan withBatchesUpTo(int largest) {
    return new CorePlan(decoderThreads, sessions, threadsPerSession, Math.min(batchSize, largest));
  }
}
