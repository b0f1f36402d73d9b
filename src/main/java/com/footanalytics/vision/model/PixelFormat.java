package com.footanalytics.vision.model;

import java.util.List;
import java.util.Locale;

/**
 * What a model wants the levels 0 to 255 of a picture as. An element of channel {@code c} is {@code
 * (level * scale - mean[c]) / std[c]}.
 *
 * @param element type of the tensor's elements
 * @param layout order of the tensor's axes
 * @param colour order of its channels
 * @param scale factor that comes first
 * @param mean what is taken off, by channel in the tensor's order
 * @param std what is then divided by, by channel in the tensor's order
 */
public record PixelFormat(
    Element element, Layout layout, Colour colour, float scale, List<Float> mean, List<Float> std) {

  /** Levels as they are: what the pipeline itself carries. */
  public static final PixelFormat LEVELS =
      new PixelFormat(
          Element.UINT8, Layout.NHWC, Colour.RGB, 1, List.of(0f, 0f, 0f), List.of(1f, 1f, 1f));

  /** Types of elements. */
  public enum Element {
    UINT8,
    FLOAT32;

    /** The form manifests carry, such as {@code float32}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Orders of axes: pictures, rows, columns, channels; or pictures, channels, rows, columns. */
  public enum Layout {
    NHWC,
    NCHW
  }

  /** Orders of channels. */
  public enum Colour {
    RGB,
    BGR
  }

  public PixelFormat {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    if (mean.size() != 3
        || std.size() != 3
        || !(scale > 0 && Float.isFinite(scale))
        || !mean.stream().allMatch(Float::isFinite)
        || !std.stream().allMatch(value -> value > 0 && Float.isFinite(value))) {
      throw new IllegalArgumentException(
          "input: scale %s, mean %s, std %s (expected: > 0, 3 numbers, 3 numbers > 0)"
              .formatted(scale, mean, std));
    }
  }

  /** Planes of float32, as nets trained with PyTorch take them. */
  public static PixelFormat planes(Colour colour, float scale, List<Float> mean, List<Float> std) {
    return new PixelFormat(Element.FLOAT32, Layout.NCHW, colour, scale, mean, std);
  }

  /** Planes of float32, levels times {@code scale}. */
  public static PixelFormat planes(Colour colour, float scale) {
    return planes(colour, scale, LEVELS.mean(), LEVELS.std());
  }
}
