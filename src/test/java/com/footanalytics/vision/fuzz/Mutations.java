package com.footanalytics.vision.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A corpus and changes of it, which a parser must bear: bytes flipped, cut, doubled and taken from
 * each other. What a fuzzer finds is added to the corpus, and stays found.
 */
public final class Mutations {
  private static final int MOST_CHANGES = 6;

  private final List<byte[]> corpus;
  private final List<byte[]> words;

  private Mutations(List<byte[]> corpus, List<byte[]> words) {
    this.corpus = corpus;
    this.words = words;
  }

  /**
   * @param folder every file in it is one input
   * @param words that the parser knows, put in here and there
   */
  public static Mutations of(Path folder, List<String> words) throws IOException {
    var corpus = new ArrayList<byte[]>();
    try (var files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        corpus.add(Files.readAllBytes(file));
      }
    }
    return new Mutations(corpus, words.stream().map(word -> word.getBytes(UTF_8)).toList());
  }

  /** Every input of the corpus, then so many changed ones. */
  public void replay(int changed, Consumer<byte[]> parser) {
    corpus.forEach(parser);
    var random = new Random(42);
    for (int i = 0; i < changed; i++) {
      byte[] input = pick(random, corpus);
      int changes = 1 + random.nextInt(MOST_CHANGES);
      for (int change = 0; change < changes; change++) {
        input = change(random, input);
      }
      parser.accept(input);
    }
  }

  private byte[] change(Random random, byte[] input) {
    if (input.length == 0) {
      return pick(random, words);
    }
    int from = random.nextInt(input.length);
    int to = Math.min(input.length, from + 1 + random.nextInt(16));
    byte[] other = pick(random, corpus);
    return switch (random.nextInt(6)) {
      case 0 -> {
        byte[] flipped = input.clone();
        flipped[from] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        yield flipped;
      }
      case 1 -> {
        byte[] set = input.clone();
        set[from] = (byte) random.nextInt();
        yield set;
      }
      case 2 -> join(input, from, new byte[0], to);
      case 3 -> join(input, to, Arrays.copyOfRange(input, from, to), from);
      case 4 -> join(input, from, pick(random, words), random.nextBoolean() ? from : to);
      default ->
          other.length == 0
              ? input
              : join(other, random.nextInt(other.length), input, other.length);
    };
  }

  /** The start of an input, what is put in, and the input from {@code rest} on. */
  private static byte[] join(byte[] input, int start, byte[] middle, int rest) {
    byte[] joined = Arrays.copyOf(input, start + middle.length + input.length - rest);
    System.arraycopy(middle, 0, joined, start, middle.length);
    System.arraycopy(input, rest, joined, start + middle.length, input.length - rest);
    return joined;
  }

  private static byte[] pick(Random random, List<byte[]> from) {
    return from.get(random.nextInt(from.size()));
  }
}
