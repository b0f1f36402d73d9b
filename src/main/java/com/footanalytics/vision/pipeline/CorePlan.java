package com.footanalytics.vision.pipeline;

/**
 * How the parts of the process share the cores.
 *
 * @param decoderThreads threads FFmpeg may use for one video
 * @param sessions inference sessions that run side by side
 * @param threadsPerSession threads of one session
 * @param batchSize inputs of one inference
 * @param eventLoops threads that move the bytes of HTTP and gRPC
 */
public record CorePlan(
    int decoderThreads, int sessions, int threadsPerSession, int batchSize, int eventLoops) {

  private static final int CORES_PER_DECODER_THREAD = 4;
  private static final int MOST_EVENT_LOOPS = 16;
  private static final int FEWEST_SERVER_THREADS = 16;
  private static final int SERVER_THREADS_PER_LOOP = 4;

  public CorePlan {
    if (decoderThreads < 1
        || sessions < 1
        || threadsPerSession < 1
        || batchSize < 1
        || eventLoops < 1) {
      throw new IllegalArgumentException(
          "core plan: decoder threads %d, sessions %d x %d threads, batch %d, event loops %d"
                  .formatted(decoderThreads, sessions, threadsPerSession, batchSize, eventLoops)
              + " (expected: all > 0)");
    }
  }

  /** A plan whose event loops follow from the cores that its sessions fill. */
  public CorePlan(int decoderThreads, int sessions, int threadsPerSession, int batchSize) {
    this(
        decoderThreads,
        sessions,
        threadsPerSession,
        batchSize,
        eventLoopsFor(sessions * threadsPerSession));
  }

  /**
   * The plan for a machine without an accelerator: as many one-thread sessions as cores, since one
   * session of many threads waits for its slowest thread at every layer; batches of one, which are
   * as fast per input and keep activations in the cache. A second decoder thread keeps the sessions
   * fed while the first one waits for a core. As many event loops as cores, up to {@value
   * #MOST_EVENT_LOOPS}: they run while bytes move, and more of them than cores would only wait for
   * each other.
   */
  public static CorePlan forCores(int cores) {
    int usable = Math.max(1, cores);
    int decoding = Math.clamp(usable / CORES_PER_DECODER_THREAD, Math.min(2, usable), usable);
    return new CorePlan(decoding, usable, 1, 1);
  }

  private static int eventLoopsFor(int cores) {
    return Math.clamp(cores, 1, MOST_EVENT_LOOPS);
  }

  /** This plan for so many cores, with event loops for them. */
  public CorePlan withEventLoopsFor(int cores) {
    return withEventLoops(eventLoopsFor(cores));
  }

  /** This plan with another number of event loops. */
  public CorePlan withEventLoops(int number) {
    return new CorePlan(decoderThreads, sessions, threadsPerSession, batchSize, number);
  }

  /**
   * Threads for what requests need beside the event loops, such as long JSON and compression: some
   * more than cores, since they also wait.
   */
  public int serverThreads() {
    return Math.max(FEWEST_SERVER_THREADS, SERVER_THREADS_PER_LOOP * eventLoops);
  }

  /** Threads that prepare pictures which callers send. */
  public int pictureThreads() {
    return Math.max(1, sessions * threadsPerSession / 2);
  }

  /** This plan with smaller batches where a model takes no larger ones. */
  CorePlan withBatchesUpTo(int largest) {
    return new CorePlan(
        decoderThreads, sessions, threadsPerSession, Math.min(batchSize, largest), eventLoops);
  }

  /** In one line for people. */
  @Override
  public String toString() {
    return "decoder threads %d a video, sessions %d of %d threads, batches of %d, event loops %d"
        .formatted(decoderThreads, sessions, threadsPerSession, batchSize, eventLoops);
  }
}
