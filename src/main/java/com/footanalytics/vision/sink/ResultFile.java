package com.footanalytics.vision.sink;

/**
 * One file of a run's results, put under its name in two steps so that several files appear
 * together or not at all.
 */
interface ResultFile extends AutoCloseable {

  /** Writes what is left to write; afterwards only the rename can fail. */
  void prepare(RunEnd end);

  /** Puts the prepared file under its name. */
  void commit();

  /** Ends writing; removes what was not committed. May be called again. */
  @Override
  void close();
}
