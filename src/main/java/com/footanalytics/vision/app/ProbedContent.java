package com.footanalytics.vision.app;

import com.footanalytics.vision.probe.Probe;
import com.footanalytics.vision.upload.ContentCheck;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes what a probe finds playable.
 *
 * @param probe looks at a file
 */
record ProbedContent(Function<Path, Probe> probe) implements ContentCheck {

  @Override
  public Optional<String> objectionTo(Path file) {
    return switch (probe.apply(file)) {
      case Probe.Playable _ -> Optional.empty();
      case Probe.Unreadable(String reason) -> Optional.of(reason);
    };
  }
}
