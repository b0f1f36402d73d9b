package com.footanalytics.vision.testing;

import com.footanalytics.vision.bench.OnnxBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Models that find coloured squares.
 *
 * <p>In model input pixels, a square of {@link #SQUARE_PX} on a dark or grey ground, in the {@link
 * #colour} of a class, with its corners on multiples of {@link #STRIDE_PX}, is found as one object
 * of that class whose box is the square. Its score is {@code sigmoid((255 - 128) / 16)} = 0.9996 at
 * full colour and sinks with the colour: half as bright is not found. Larger squares are found at
 * their first cell in raster order, smaller ones not at all.
 */
public final class TestingModels {

  public static final String NAME = "tiny";
  public static final int WIDTH_PX = 96;
  public static final int HEIGHT_PX = 64;
  public static final int STRIDE_PX = 4;
  public static final int SQUARE_PX = 12;

  /** How red, green and blue count towards the logit of each class, and what is taken off. */
  private static final float[][] COLOUR_WEIGHTS = {
    {1, -1, -1, -128}, {-1, 1, -1, -128}, {-1, -1, 1, -128}, {0.5f, 0.5f, -1, -191}
  };

  private static final float LOGIT_PER_LEVEL = 1 / 16f;

  private TestingModels() {}

  /** The full colour of a class as {@code 0xRRGGBB}: red, green, blue, yellow. */
  public static int colour(int classIndex) {
    return new int[] {0xFF0000, 0x00FF00, 0x0000FF, 0xFFFF00}[classIndex];
  }

  /** Writes a repository with version 1 of {@link #NAME} and returns its root. */
  public static Path repository(Path temporaryFolder) {
    return repository(temporaryFolder, WIDTH_PX, HEIGHT_PX);
  }

  /** As {@link #repository(Path)}, for an input of another size, in multiples of the stride. */
  public static Path repository(Path temporaryFolder, int widthPx, int heightPx) {
    Path root = temporaryFolder.resolve("models");
    add(root, NAME, 1, widthPx, heightPx);
    return root;
  }

  /** Adds a model to a repository and returns its folder. */
  public static Path add(Path root, String name, int version, int widthPx, int heightPx) {
    Path folder = root.resolve(name).resolve(Integer.toString(version));
    byte[] weights = weights(widthPx, heightPx);
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve("model.onnx"), weights);
      Files.writeString(
          folder.resolve("model.yaml"), manifest(name, version, widthPx, heightPx, weights));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  /**
   * Writes a repository whose model runs by default with other weights than its float32 ones,
   * called int8: they find all squares but red ones.
   */
  public static Path withTwin(Path temporaryFolder) {
    Path root = repository(temporaryFolder);
    Path folder = root.resolve(NAME).resolve("1");
    byte[] blind = weights(WIDTH_PX, HEIGHT_PX, heatmapBiasWithout(0));
    try {
      Files.write(folder.resolve("model.int8.onnx"), blind);
      Path manifest = folder.resolve("model.yaml");
      Files.writeString(
          manifest,
          Files.readString(manifest)
              .replace(
                  "precisions:\n",
                  "precisions:\n  int8: {file: model.int8.onnx, sha256: %s}\n"
                      .formatted(sha256(blind)))
              .replace("default-precision: fp32", "default-precision: int8"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return root;
  }

  /** The network as an ONNX file, its batch dimension open. */
  public static byte[] weights(int widthPx, int heightPx) {
    return weights(widthPx, heightPx, heatmapBias());
  }

  private static byte[] weights(int widthPx, int heightPx, float[] heatmapBias) {
    long rows = heightPx / STRIDE_PX;
    long columns = widthPx / STRIDE_PX;
    var graph =
        new OnnxBytes()
            .field(1, OnnxBytes.node("Cast", "levels", "images").attribute("to", OnnxBytes.FLOAT))
            .field(
                1,
                OnnxBytes.node("Transpose", "planes", "levels")
                    .attribute("perm", new long[] {0, 3, 1, 2}))
            .field(1, convolution("heatmap"))
            .field(1, convolution("boxes"))
            .field(2, NAME)
            .field(5, OnnxBytes.tensor("heatmap.weight", heatmapKernel(), kernelShape()))
            .field(5, OnnxBytes.tensor("heatmap.bias", heatmapBias, 4))
            .field(5, OnnxBytes.tensor("boxes.weight", new float[4 * 3 * 144], kernelShape()))
            .field(5, OnnxBytes.tensor("boxes.bias", boxesBias(), 4))
            .field(11, OnnxBytes.value("images", OnnxBytes.UINT8, -1, heightPx, widthPx, 3))
            .field(12, OnnxBytes.value("heatmap", OnnxBytes.FLOAT, -1, 4, rows, columns))
            .field(12, OnnxBytes.value("boxes", OnnxBytes.FLOAT, -1, 4, rows, columns));
    return OnnxBytes.model(graph);
  }

  /**
   * A network that takes one picture at a time and answers what it was given, as {@code heatmap}.
   *
   * @param floatInput whether it takes float32 in place of uint8
   * @param floatOutput whether it answers float32 in place of uint8
   */
  public static byte[] echo(boolean floatInput, boolean floatOutput, int widthPx, int heightPx) {
    int answer = floatOutput ? OnnxBytes.FLOAT : OnnxBytes.UINT8;
    int question = floatInput ? OnnxBytes.FLOAT : OnnxBytes.UINT8;
    var graph =
        new OnnxBytes()
            .field(1, OnnxBytes.node("Cast", "heatmap", "images").attribute("to", answer))
            .field(2, "echo")
            .field(11, OnnxBytes.value("images", question, 1, heightPx, widthPx, 3))
            .field(12, OnnxBytes.value("heatmap", answer, 1, heightPx, widthPx, 3));
    return OnnxBytes.model(graph);
  }

  private static OnnxBytes convolution(String output) {
    return OnnxBytes.node("Conv", output, "planes", output + ".weight", output + ".bias")
        .attribute("kernel_shape", new long[] {SQUARE_PX, SQUARE_PX})
        .attribute("strides", new long[] {STRIDE_PX, STRIDE_PX})
        .attribute("pads", new long[] {STRIDE_PX, STRIDE_PX, STRIDE_PX, STRIDE_PX});
  }

  private static long[] kernelShape() {
    return new long[] {4, 3, SQUARE_PX, SQUARE_PX};
  }

  private static float[] heatmapKernel() {
    int area = SQUARE_PX * SQUARE_PX;
    var kernel = new float[4 * 3 * area];
    for (int type = 0; type < 4; type++) {
      for (int channel = 0; channel < 3; channel++) {
        int start = (type * 3 + channel) * area;
        Arrays.fill(
            kernel, start, start + area, COLOUR_WEIGHTS[type][channel] * LOGIT_PER_LEVEL / area);
      }
    }
    return kernel;
  }

  private static float[] heatmapBias() {
    var bias = new float[4];
    for (int type = 0; type < 4; type++) {
      bias[type] = COLOUR_WEIGHTS[type][3] * LOGIT_PER_LEVEL;
    }
    return bias;
  }

  private static float[] heatmapBiasWithout(int classIndex) {
    float[] bias = heatmapBias();
    bias[classIndex] = -1000;
    return bias;
  }

  private static float[] boxesBias() {
    var bias = new float[4];
    Arrays.fill(bias, (float) Math.log(SQUARE_PX / 2.0 / STRIDE_PX));
    return bias;
  }

  private static String manifest(
      String name, int version, int widthPx, int heightPx, byte[] weights) {
    return """
    name: %s
    version: "%d"
    task: detection
    format: onnx
    input: {name: images, dtype: uint8, layout: NHWC, width: %d, height: %d, colour: RGB}
    letterbox: {anchor: top-left, fill: 114}
    decoder: {type: centre-heatmap, stride: 4, heatmap: heatmap, boxes: boxes, \
    box-encoding: exp-ltrb, suppression-iou: 0.6, max-candidates: 300}
    classes: [ball, goalkeeper, player, referee]
    suppression-groups: [[ball], [goalkeeper, player, referee]]
    thresholds: {ball: 0.3, goalkeeper: 0.3, player: 0.3, referee: 0.3}
    batch-sizes: [1, 2, 4, 8]
    precisions:
      fp32: {file: model.onnx, sha256: %s}
    default-precision: fp32
    accuracy: {squares: {fp32: {map50: 1.0, player-ap50: 1.0}}}
    licence: Apache-2.0
    training: {recipe: none, seed: 0, iterations: 0}
    """
        .formatted(name, version, widthPx, heightPx, sha256(weights));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
