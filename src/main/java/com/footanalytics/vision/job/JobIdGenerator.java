package com.footanalytics.vision.job;

import java.math.BigInteger;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * Makes job ids, each after the one before, even within a millisecond or when the clock is set
 * back. Thread-safe.
 */
public final class JobIdGenerator {

  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int RANDOM_BITS = 80;
  private static final int CHARACTERS = 26;
  private static final BigInteger RANDOM_MASK =
      BigInteger.ONE.shiftLeft(RANDOM_BITS).subtract(BigInteger.ONE);

  private final Clock clock;
  private final RandomGenerator random;
  private BigInteger last = BigInteger.ZERO;

  public JobIdGenerator(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  public synchronized JobId next() {
    BigInteger drawn =
        BigInteger.valueOf(clock.millis())
            .shiftLeft(RANDOM_BITS)
            .or(
                BigInteger.valueOf(random.nextLong())
                    .shiftLeft(Short.SIZE)
                    .or(BigInteger.valueOf(random.nextInt(1 << Short.SIZE)))
                    .and(RANDOM_MASK));
    last = drawn.max(last.add(BigInteger.ONE));
    return new JobId(spell(last));
  }

  private static String spell(BigInteger number) {
    char[] text = new char[CHARACTERS];
    BigInteger rest = number;
    for (int i = CHARACTERS - 1; i >= 0; i--) {
      text[i] = ALPHABET.charAt(rest.intValue() & 31);
      rest = rest.shiftRight(5);
    }
    return new String(text);
  }
}
