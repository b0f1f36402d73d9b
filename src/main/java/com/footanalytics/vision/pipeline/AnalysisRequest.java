package com.footanalytics.vision.pipeline;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * One video to analyse and what to write.
 *
 * @param video the file
 * @param videoName the name results carry
 * @param sha256 hash of the whole file in lower-case hex, where it is known; else it is computed
 * @param outputFolder where results go; created if missing
 * @param options how to analyse
 */
public record AnalysisRequest(
    Path video, String videoName, Optional<String> sha256, Path outputFolder, Options options) {

  /** A video whose hash is not known yet. */
  public AnalysisRequest(Path video, String videoName, Path outputFolder, Options options) {
    this(video, videoName, Optional.empty(), outputFolder, options);
  }

  /**
   * What callers may choose.
   *
   * @param model {@code name} or {@code name:version}; the default model if empty
   * @param stride every how many frames one is inferred, at least 1
   * @param fromSeconds media time before which frames are skipped
   * @param toSeconds media time from which frames are skipped
   * @param annotate whether to write {@code annotated.mp4}
   */
  public record Options(
      Optional<String> model,
      int stride,
      OptionalDouble fromSeconds,
      OptionalDouble toSeconds,
      boolean annotate) {

    /** Every frame, the default model, no annotated video. */
    public static final Options DEFAULT =
        new Options(Optional.empty(), 1, OptionalDouble.empty(), OptionalDouble.empty(), false);

    public Options {
      if (stride < 1) {
        throw new IllegalArgumentException("stride: " + stride + " (expected: >= 1)");
      }
      double from = fromSeconds.orElse(0);
      if (!(from >= 0)) {
        throw new IllegalArgumentException("from: " + from + " (expected: >= 0 seconds)");
      }
      double to = toSeconds.orElse(Double.POSITIVE_INFINITY);
      if (!(to > from)) {
        throw new IllegalArgumentException(
            "to: %s (expected: more than from, %s seconds)".formatted(to, from));
      }
    }

    /** What results record of these options: strings, numbers or booleans by name. */
    Map<String, Object> named() {
      var named = new TreeMap<String, Object>();
      named.put("stride", stride);
      named.put("annotate", annotate);
      fromSeconds.ifPresent(seconds -> named.put("from_s", seconds));
      toSeconds.ifPresent(seconds -> named.put("to_s", seconds));
      return named;
    }
  }
}
