package com.footanalytics.vision.model;

import com.footanalytics.vision.model.Hints.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The inputs of a detector: one picture {@code [N, 3, height, width]} and, of some, the sizes.
 *
 * @param name name of the picture's tensor
 * @param size of the picture
 * @param sizeInput name of the input that takes sizes
 * @param batchSizes sizes of batch its shape allows
 */
record PictureInput(String name, Size size, Optional<String> sizeInput, List<Integer> batchSizes) {

  private static final String SIZES = "orig_target_sizes";

  /** Height and width, or one side for both, as Ultralytics writes them. */
  private static final Pattern IMGSZ =
      Pattern.compile("\\[?\\s*(\\d{1,5})(?:\\s*,\\s*(\\d{1,5}))?\\s*]?");

  static PictureInput of(GraphDescription graph, Hints hints) {
    Optional<TensorDescription> sizes = graph.input(SIZES);
    List<TensorDescription> others =
        graph.inputs().stream().filter(input -> !input.name().equals(SIZES)).toList();
    boolean known =
        others.size() == 1
            && others.getFirst().hasRank(4)
            && sizes.stream().allMatch(PictureInput::takesSizes);
    if (!known) {
      throw Refusal.unknown(
          "inputs %s (expected: one picture [N, 3, height, width], and %s int64 [N, 2] at most)"
              .formatted(graph.inputs(), SIZES));
    }
    TensorDescription picture = others.getFirst();
    List<Integer> shape = picture.shape();
    int batch = shape.get(0);
    if (!picture.isFloat()
        || shape.get(1) != 3
        || (batch != 1 && batch != TensorDescription.OPEN)) {
      throw Refusal.unknown(
          "input %s (expected: float32 [1 or N, 3, height, width]); export it so"
              .formatted(picture));
    }
    return new PictureInput(
        picture.name(),
        size(picture, hints, graph.metadata()),
        sizes.map(TensorDescription::name),
        batch == 1 ? List.of(1) : List.of(1, 2, 4, 8));
  }

  /** As a layout takes it. */
  InputSpec as(ExportLayout layout) {
    return layout.input(name, size.width(), size.height(), sizeInput);
  }

  private static boolean takesSizes(TensorDescription sizes) {
    return sizes.element().equals("int64") && sizes.hasRank(2) && sizes.shape().get(1) == 2;
  }

  private static Size size(TensorDescription picture, Hints hints, Map<String, String> metadata) {
    int height = picture.shape().get(2);
    int width = picture.shape().get(3);
    boolean open = height == TensorDescription.OPEN || width == TensorDescription.OPEN;
    Optional<Size> said = hints.size();
    if (open) {
      return said.or(() -> exported(metadata))
          .orElseThrow(() ->
              Refusal.ambiguous(
                  "input %s leaves its size open; say it with --size WIDTHxHEIGHT"
                      .formatted(picture)));
    }
    Size fixed = new Size(width, height);
    if (said.isPresent() && !said.get().equals(fixed)) {
      throw Refusal.unknown(
          "--size: %s (expected: %s, the graph's own)".formatted(said.get(), fixed));
    }
    return fixed;
  }

  private static Optional<Size> exported(Map<String, String> metadata) {
    Matcher sides = IMGSZ.matcher(metadata.getOrDefault("imgsz", ""));
    if (!sides.matches()) {
      return Optional.empty();
    }
    int height = Integer.parseInt(sides.group(1));
    int width = sides.group(2) == null ? height : Integer.parseInt(sides.group(2));
    return width > 0 && height > 0 ? Optional.of(new Size(width, height)) : Optional.empty();
  }
}
