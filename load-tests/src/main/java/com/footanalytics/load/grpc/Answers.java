package com.footanalytics.load.grpc;

import java.util.Optional;
import java.util.function.Function;

/**
 * Looks at the answers of one call as they come, one at a time.
 *
 * @param <A> an answer
 */
public interface Answers<A> {

  void accept(A answer);

  /** What is wrong with them, once all have come; empty if nothing. */
  Optional<String> fault();

  /** For a call of one answer. */
  static <A> Answers<A> single(Function<A, Optional<String>> fault) {
    return new Answers<>() {
      private Optional<String> found = Optional.of("no answer");

      @Override
      public void accept(A answer) {
        found = fault.apply(answer);
      }

      @Override
      public Optional<String> fault() {
        return found;
      }
    };
  }
}
