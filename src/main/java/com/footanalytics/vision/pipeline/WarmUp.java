package com.footanalytics.vision.pipeline;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Runs every session of a model once with every size of batch that it will be given, so that no
 * caller waits for memory to be laid out or kernels to be chosen.
 *
 * @param largestBatch no larger size is run
 */
public record WarmUp(int largestBatch) implements Proof {

  @Override
  public Optional<String> objection(LoadedDetector detector) throws InterruptedException {
    List<Integer> known = detector.model().manifest().batchSizes();
    List<Integer> sizes = known.stream().filter(size -> size <= largestBatch).toList();
    if (sizes.isEmpty()) {
      return Optional.of(
          "batch sizes %s (expected: one of at most %d, which is what this service sends)"
              .formatted(known, largestBatch));
    }
    ByteBuffer blank =
        ByteBuffer.allocateDirect(sizes.getLast() * detector.input().bytesPerPicture());
    detector.withEverySession(session -> sizes.forEach(size -> session.run(blank, size)));
    return Optional.empty();
  }
}
