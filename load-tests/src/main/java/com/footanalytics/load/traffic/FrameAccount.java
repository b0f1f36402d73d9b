package com.footanalytics.load.traffic;

import com.footanalytics.load.grpc.Answers;
import footanalytics.vision.v1.AnalyzeResponse;
import footanalytics.vision.v1.End;
import java.util.Optional;

/** Counts the frames of a streamed film and compares them with the service's account. */
final class FrameAccount implements Answers<AnalyzeResponse> {

  private long frames;
  private Optional<End> end = Optional.empty();

  @Override
  public void accept(AnalyzeResponse answer) {
    if (answer.hasFrame()) {
      frames++;
    } else if (answer.hasEnd()) {
      end = Optional.of(answer.getEnd());
    }
  }

  @Override
  public Optional<String> fault() {
    if (end.isEmpty()) {
      return Optional.of("the stream ended after %d frames without an end".formatted(frames));
    }
    long decoded = end.get().getDecoded();
    return frames > 0 && decoded == frames
        ? Optional.empty()
        : Optional.of("%d frames came of %d decoded".formatted(frames, decoded));
  }
}
