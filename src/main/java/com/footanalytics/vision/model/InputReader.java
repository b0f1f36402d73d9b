package com.footanalytics.vision.model;

import com.footanalytics.vision.model.PixelFormat.Colour;
import com.footanalytics.vision.model.PixelFormat.Element;
import com.footanalytics.vision.model.PixelFormat.Layout;
import java.util.List;
import java.util.Optional;

/** Reads a manifest's sections {@code input} and {@code letterbox}. */
final class InputReader {

  private static final int MAX_SIDE_PX = 16_384;

  private InputReader() {}

  static InputSpec read(YamlSection document) {
    YamlSection input = document.section("input");
    PixelFormat pixels = pixels(input);
    String name = input.text("name");
    int width = input.number("width", 1, MAX_SIDE_PX);
    int height = input.number("height", 1, MAX_SIDE_PX);
    Optional<String> sizeInput =
        input.has("size-input") ? Optional.of(input.text("size-input")) : Optional.empty();
    input.end();
    YamlSection letterbox = document.section("letterbox");
    Fit fit = letterbox.choice("anchor", List.of(Fit.values()));
    int fill = letterbox.number("fill", 0, 255);
    letterbox.end();
    return new InputSpec(name, width, height, fit, fill, pixels, sizeInput);
  }

  private static PixelFormat pixels(YamlSection input) {
    if (input.choice("dtype", List.of(Element.values())) == Element.UINT8) {
      input.constant("layout", Layout.NHWC.name());
      input.constant("colour", Colour.RGB.name());
      return PixelFormat.LEVELS;
    }
    return new PixelFormat(
        Element.FLOAT32,
        input.choice("layout", List.of(Layout.values())),
        input.choice("colour", List.of(Colour.values())),
        input.real("scale"),
        input.has("mean") ? input.reals("mean") : PixelFormat.LEVELS.mean(),
        input.has("std") ? input.reals("std") : PixelFormat.LEVELS.std());
  }
}
