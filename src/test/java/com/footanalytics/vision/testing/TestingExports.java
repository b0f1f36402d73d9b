package com.footanalytics.vision.testing;

import com.footanalytics.vision.bench.OnnxBytes;
import com.footanalytics.vision.model.PixelFormat;
import com.footanalytics.vision.model.PixelFormat.Colour;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Small nets with the inputs and outputs of well-known exports. Each finds red and green squares of
 * {@link #SQUARE_PX} input pixels, with corners on multiples of it, as one object whose box is the
 * square and whose score is near 1: class 0 is red, class 1 green.
 */
public final class TestingExports {

  public static final int WIDTH_PX = 96;
  public static final int HEIGHT_PX = 64;
  public static final int SQUARE_PX = 32;

  private static final List<Integer> STRIDES = List.of(8, 16, 32);
  private static final List<Integer> NANODET_STRIDES = List.of(8, 16, 32, 64);
  private static final List<Integer> SQUARES = List.of(SQUARE_PX);

  /** How red, green and blue from 0 to 1 count towards each class. */
  private static final float[][] COLOUR_WEIGHTS = {{1, -1, -1}, {-1, 1, -1}};

  /** What keeps cells of other sizes than a square's from being found. */
  private static final float NEVER = -9;

  private static final PixelFormat TO_ONE = PixelFormat.planes(Colour.RGB, 1 / 255f);
  private static final PixelFormat IMAGENET =
      PixelFormat.planes(
          Colour.RGB, 1 / 255f, List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f));
  private static final PixelFormat NANODET =
      PixelFormat.planes(
          Colour.BGR, 1, List.of(103.53f, 116.28f, 123.675f), List.of(57.375f, 57.12f, 58.395f));

  private final OnnxBytes graph = new OnnxBytes();
  private final String input;
  private final PixelFormat pixels;

  private TestingExports(String input, PixelFormat pixels, int batch) {
    this.input = input;
    this.pixels = pixels;
    graph
        .field(2, "export")
        .field(11, OnnxBytes.value(input, OnnxBytes.FLOAT, batch, 3, HEIGHT_PX, WIDTH_PX));
  }

  /** {@code images} to {@code output0} {@code [N, 378, 7]}. */
  public static byte[] yolov5() {
    var net = new TestingExports("images", TO_ONE, -1);
    net.dense("one", STRIDES, 7, 5, 1, TestingExports::centred);
    net.node(OnnxBytes.node("Concat", "three", "one", "one", "one").attribute("axis", 2));
    net.rows("output0", "three", 378, 7);
    return OnnxBytes.model(net.graph);
  }

  /** {@code images} to {@code output0} {@code [N, 6, 126]}. */
  public static byte[] yolov8(Map<String, String> metadata) {
    var net = new TestingExports("images", TO_ONE, -1);
    net.dense(
        "output0",
        STRIDES,
        6,
        4,
        1,
        (channel, x, y, stride) -> channel < 4 ? centred(channel, x, y, stride) : 0);
    net.output("output0", OnnxBytes.FLOAT, -1, 6, 126);
    return OnnxBytes.model(net.graph, metadata);
  }

  /** {@code images} to {@code output0} {@code [N, 30, 6]}; finds red squares only. */
  public static byte[] endToEnd(Map<String, String> metadata) {
    var net = new TestingExports("images", TO_ONE, -1);
    net.dense(
        "found",
        List.of(32, 16),
        5,
        4,
        1,
        (channel, x, y, stride) ->
            channel < 4 ? new float[] {x, y, x + stride, y + stride}[channel] : 0);
    net.dense("class", List.of(32, 16), 1, 1, 1, (_, _, _, _) -> 0);
    net.node(OnnxBytes.node("Concat", "columns", "found", "class").attribute("axis", 1));
    net.rows("output0", "columns", 30, 6);
    return OnnxBytes.model(net.graph, metadata);
  }

  /**
   * {@code images}, one at a time, to {@code [1, 126, 7]}.
   *
   * @param decoded whether rows are in input pixels
   */
  public static byte[] yolox(boolean decoded, String output) {
    var net = new TestingExports("images", PixelFormat.planes(Colour.BGR, 1), 1);
    net.dense(
        "columns",
        STRIDES,
        7,
        5,
        1,
        (channel, x, y, stride) ->
            decoded || channel > 3 ? centred(channel, x, y, stride) : channel < 2 ? 0.5f : 0);
    net.rows(output, "columns", 126, 7, 1);
    return OnnxBytes.model(net.graph);
  }

  /** {@code data}, one at a time, to {@code output} {@code [1, 128, 34]}. */
  public static byte[] nanoDet() {
    var net = new TestingExports("data", NANODET, 1);
    net.dense(
        "columns",
        NANODET_STRIDES,
        34,
        0,
        1,
        (channel, x, y, stride) -> {
          // Of a side's eight logits one is large: no distance left and up, one stride right and
          // down.
          int side = (channel - 2) / 8;
          return channel < 2 ? 0 : (channel - 2) % 8 == (side < 2 ? 0 : 1) ? 50 : 0;
        });
    net.rows("output", "columns", 128, 34, 1);
    return OnnxBytes.model(net.graph);
  }

  /** {@code images} and {@code orig_target_sizes} to labels, boxes and scores; red squares only. */
  public static byte[] rtDetr() {
    return rtDetr(new float[] {0});
  }

  /** As {@link #rtDetr()}, with {@code spoil} added to every score. */
  public static byte[] rtDetr(float[] spoil) {
    var net = new TestingExports("images", TO_ONE, -1);
    net.graph.field(11, OnnxBytes.value("orig_target_sizes", OnnxBytes.INT64, -1, 2));
    net.dense("red", SQUARES, 1, 0, 1, (_, _, _, _) -> 0);
    net.constant("flat", new long[] {0, 6}, 2);
    net.node(OnnxBytes.node("Reshape", "even", "red", "flat"));
    net.constant("spoil", spoil, 1);
    net.node(OnnxBytes.node("Add", "scores", "even", "spoil"));
    net.constant("nothing", new float[] {0}, 1);
    net.node(OnnxBytes.node("Mul", "zeros", "even", "nothing"));
    net.node(OnnxBytes.node("Cast", "labels", "zeros").attribute("to", OnnxBytes.INT64));
    net.node(
        OnnxBytes.node("Concat", "sides", "orig_target_sizes", "orig_target_sizes")
            .attribute("axis", 1));
    net.node(OnnxBytes.node("Cast", "lengths", "sides").attribute("to", OnnxBytes.FLOAT));
    net.constant("axis", new long[] {1}, 1);
    net.node(OnnxBytes.node("Unsqueeze", "units", "lengths", "axis"));
    var parts = new float[6 * 4];
    for (int query = 0; query < 6; query++) {
      int column = query % 3;
      int row = query / 3;
      float[] box = {column / 3f, row / 2f, (column + 1) / 3f, (row + 1) / 2f};
      System.arraycopy(box, 0, parts, query * 4, 4);
    }
    net.constant("parts", parts, 1, 6, 4);
    net.node(OnnxBytes.node("Mul", "boxes", "parts", "units"));
    net.output("labels", OnnxBytes.INT64, -1, 6);
    net.output("boxes", OnnxBytes.FLOAT, -1, 6, 4);
    net.output("scores", OnnxBytes.FLOAT, -1, 6);
    return OnnxBytes.model(net.graph);
  }

  /** {@code input} to {@code dets} {@code [N, 6, 4]} and {@code labels} {@code [N, 6, 3]}. */
  public static byte[] rfDetr() {
    return detr("input", "dets", "labels");
  }

  /** {@code pixel_values} to {@code logits} {@code [N, 6, 3]} and {@code pred_boxes}. */
  public static byte[] huggingFaceDetr() {
    return detr("pixel_values", "pred_boxes", "logits");
  }

  private static byte[] detr(String input, String boxes, String logits) {
    var net = new TestingExports(input, IMAGENET, -1);
    net.dense(
        "centres",
        SQUARES,
        4,
        4,
        1,
        (channel, x, y, stride) ->
            centred(channel, x, y, stride) / (channel % 2 == 0 ? WIDTH_PX : HEIGHT_PX));
    net.rows(boxes, "centres", 6, 4);
    net.dense("evidence", SQUARES, 3, 0, 20, (channel, _, _, _) -> channel < 2 ? -10 : -5);
    net.rows(logits, "evidence", 6, 3);
    return OnnxBytes.model(net.graph);
  }

  /** What every cell answers besides the evidence of its colour. */
  @FunctionalInterface
  private interface Cell {
    float value(int channel, int left, int top, int stride);
  }

  /** Centre and size of the cell in input pixels, then certainty that there is something. */
  private static float centred(int channel, int left, int top, int stride) {
    return switch (channel) {
      case 0 -> left + stride / 2f;
      case 1 -> top + stride / 2f;
      case 2, 3 -> stride;
      default -> channel == 4 ? 1 : 0;
    };
  }

  /**
   * Adds {@code [N, channels, cells]}: for each cell of each grid its own values, and the evidence
   * of its mean colour in the channels of the classes.
   */
  private void dense(
      String name, List<Integer> strides, int channels, int firstClass, float gain, Cell cell) {
    String[] grids = new String[strides.size()];
    constant(name + ".shape", new long[] {0, channels, -1}, 3);
    var values = new float[channels * cells(strides)];
    int first = 0;
    for (int i = 0; i < grids.length; i++) {
      int stride = strides.get(i);
      grids[i] = name + ".grid" + stride;
      convolution(name + stride, stride, channels, firstClass, gain);
      node(OnnxBytes.node("Reshape", grids[i], name + stride, name + ".shape"));
      int columns = Math.ceilDiv(WIDTH_PX, stride);
      int count = columns * Math.ceilDiv(HEIGHT_PX, stride);
      for (int channel = 0; channel < channels; channel++) {
        boolean type = channel >= firstClass && channel < firstClass + 2;
        for (int index = 0; index < count; index++) {
          values[channel * cells(strides) + first + index] =
              cell.value(channel, index % columns * stride, index / columns * stride, stride)
                  + (type && stride != SQUARE_PX ? NEVER : 0);
        }
      }
      first += count;
    }
    node(OnnxBytes.node("Concat", name + ".all", grids).attribute("axis", 2));
    constant(name + ".cells", values, 1, channels, cells(strides));
    node(OnnxBytes.node("Add", name, name + ".all", name + ".cells"));
  }

  private void convolution(String name, int stride, int channels, int firstClass, float gain) {
    int area = stride * stride;
    var kernel = new float[channels * 3 * area];
    var bias = new float[channels];
    for (int type = 0; type < 2 && firstClass + type < channels; type++) {
      for (int plane = 0; plane < 3; plane++) {
        float weight = COLOUR_WEIGHTS[type][pixels.colour() == Colour.RGB ? plane : 2 - plane];
        float unit = gain * weight / (255 * pixels.scale());
        int start = ((firstClass + type) * 3 + plane) * area;
        Arrays.fill(kernel, start, start + area, unit * pixels.std().get(plane) / area);
        bias[firstClass + type] += unit * pixels.mean().get(plane);
      }
    }
    constant(name + ".weight", kernel, channels, 3, stride, stride);
    constant(name + ".bias", bias, channels);
    long right = Math.floorMod(-WIDTH_PX, stride);
    long below = Math.floorMod(-HEIGHT_PX, stride);
    node(
        OnnxBytes.node("Conv", name, input, name + ".weight", name + ".bias")
            .attribute("kernel_shape", new long[] {stride, stride})
            .attribute("strides", new long[] {stride, stride})
            .attribute("pads", new long[] {0, 0, below, right}));
  }

  private static int cells(List<Integer> strides) {
    return strides.stream()
        .mapToInt(step -> Math.ceilDiv(WIDTH_PX, step) * Math.ceilDiv(HEIGHT_PX, step))
        .sum();
  }

  private void rows(String output, String columns, int rows, int channels) {
    rows(output, columns, rows, channels, -1);
  }

  private void rows(String output, String columns, int rows, int channels, int batch) {
    node(OnnxBytes.node("Transpose", output, columns).attribute("perm", new long[] {0, 2, 1}));
    output(output, OnnxBytes.FLOAT, batch, rows, channels);
  }

  private void node(OnnxBytes node) {
    graph.field(1, node);
  }

  private void constant(String name, float[] values, long... shape) {
    graph.field(5, OnnxBytes.tensor(name, values, shape));
  }

  private void constant(String name, long[] values, long... shape) {
    graph.field(5, OnnxBytes.tensor(name, values, shape));
  }

  private void output(String name, int element, long... shape) {
    graph.field(12, OnnxBytes.value(name, element, shape));
  }
}
