package com.footanalytics.vision.bench;

import java.io.IOException;

/** Asks a service the same again and again over one connection. For one thread. */
interface Caller extends AutoCloseable {
  /** What {@link #ask} returns if the service had no room. */
  long REFUSED = -1;

  /**
   * Asks and waits for the whole answer.
   *
   * @return nanoseconds that the service says it took, from the head of the request to the answer;
   *     0 if it does not say; {@link #REFUSED} if it had no room
   * @throws IOException if it is no answer
   */
  long ask() throws IOException;

  @Override
  void close() throws IOException;
}
