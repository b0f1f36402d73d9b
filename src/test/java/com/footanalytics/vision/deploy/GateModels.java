package com.footanalytics.vision.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.footanalytics.vision.bench.OnnxBytes;
import com.footanalytics.vision.model.ModelDraft;
import com.footanalytics.vision.model.ModelId;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.model.TensorManifest;
import com.footanalytics.vision.testing.TestingModels;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * The models of a copy of the service: a detector that proves itself on a golden set, {@code
 * quick}, which answers at once, and {@code work}, of which there are good and bad ones.
 */
final class GateModels {

  /** What takes one row of 16 float32 as {@code INPUT0}. */
  static final String QUICK = "quick";

  static final String WORK = "work";

  private static final String IN = "INPUT0";
  private static final String OUT = "OUTPUT0";
  private static final long COLUMNS = 16;
  private static final long SLOW_SIZE = 1600;
  private static final String CLASSES = "classes: [ball, goalkeeper, player, referee]";
  private static final String CONFUSED = "classes: [goalkeeper, ball, player, referee]";

  private GateModels() {}

  /** What is wrong with a copy's models. */
  enum Kind {
    GOOD,
    /** A run of {@code work} takes 8 billion multiplications. */
    SLOW,
    /** {@code work} fails on what is not 0, so on anything but the self-test. */
    FAILING,
    /** The detector takes two classes for each other. */
    CONFUSED
  }

  /** Writes a repository. */
  static Path repository(Path folder, Kind kind) throws IOException {
    Path root = folder.resolve("models");
    Path detector =
        TestingModels.add(
            root, TestingModels.NAME, 1, TestingModels.WIDTH_PX, TestingModels.HEIGHT_PX);
    golden(detector, kind == Kind.CONFUSED);
    tensors(root, QUICK, identity());
    tensors(
        root,
        WORK,
        switch (kind) {
          case GOOD, CONFUSED -> identity();
          case SLOW -> slow();
          case FAILING -> failing();
        });
    return root;
  }

  private static OnnxBytes identity() {
    return graph().field(1, OnnxBytes.node("Identity", OUT, IN));
  }

  /** Adds 0 times the sum of a product of two large matrices. */
  private static OnnxBytes slow() {
    return graph()
        .field(1, OnnxBytes.node("ReduceSum", "sum", IN))
        .field(1, OnnxBytes.node("Expand", "matrix", "sum", "size"))
        .field(1, OnnxBytes.node("MatMul", "product", "matrix", "matrix"))
        .field(1, OnnxBytes.node("ReduceSum", "total", "product"))
        .field(1, OnnxBytes.node("Mul", "nothing", "total", "zero"))
        .field(1, OnnxBytes.node("Add", OUT, IN, "nothing"))
        .field(5, OnnxBytes.tensor("size", new long[] {SLOW_SIZE, SLOW_SIZE}, 2))
        .field(5, OnnxBytes.tensor("zero", new float[] {0}, 1, 1));
  }

  /** Looks its input up in a table that holds one value. */
  private static OnnxBytes failing() {
    return graph()
        .field(1, OnnxBytes.node("Cast", "index", IN).attribute("to", OnnxBytes.INT64))
        .field(1, OnnxBytes.node("Gather", OUT, "table", "index"))
        .field(5, OnnxBytes.tensor("table", new float[] {0}, 1));
  }

  private static OnnxBytes graph() {
    return new OnnxBytes()
        .field(2, WORK)
        .field(11, OnnxBytes.value(IN, OnnxBytes.FLOAT, -1, COLUMNS))
        .field(12, OnnxBytes.value(OUT, OnnxBytes.FLOAT, -1, COLUMNS));
  }

  private static void tensors(Path root, String name, OnnxBytes graph) {
    ModelId id = new ModelId(name, 1);
    try (ModelDraft draft = new ModelRepository(root).draft(id)) {
      String precision = "native";
      draft.describe(
          new TensorManifest(
              id,
              1,
              Map.of(precision, draft.write(OnnxBytes.model(graph), "model.onnx")),
              precision,
              "Apache-2.0",
              Map.of()));
      draft.commit();
    }
  }

  /** One picture with a square of each class; confused, the model finds half of the classes. */
  private static void golden(Path detector, boolean confused) throws IOException {
    byte[] picture = picture();
    byte[] annotations = annotations().getBytes(UTF_8);
    Path images = Files.createDirectories(detector.resolve("golden/images"));
    Files.write(images.resolve("a_1.png"), picture);
    Files.write(detector.resolve("golden/annotations.json"), annotations);
    Path manifest = detector.resolve("model.yaml");
    Files.writeString(
        manifest,
        Files.readString(manifest)
                .replaceFirst("accuracy: .*\\R", "")
                .replace(CLASSES, confused ? CONFUSED : CLASSES)
            + "golden: {annotations: golden/annotations.json, pictures: 1, sha256: %s}%n"
                .formatted(sha256(annotations, picture))
            + "accuracy: {golden: {fp32: {map50: %s}}}%n".formatted(confused ? 0.5 : 1.0));
  }

  private static byte[] picture() throws IOException {
    BufferedImage picture =
        new BufferedImage(
            TestingModels.WIDTH_PX, TestingModels.HEIGHT_PX, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = picture.createGraphics();
    for (int type = 0; type < 4; type++) {
      canvas.setColor(new Color(TestingModels.colour(type)));
      canvas.fillRect(left(type), 24, TestingModels.SQUARE_PX, TestingModels.SQUARE_PX);
    }
    canvas.dispose();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", png);
    return png.toByteArray();
  }

  private static String annotations() {
    StringBuilder boxes = new StringBuilder();
    for (int type = 0; type < 4; type++) {
      boxes
          .append(type == 0 ? "" : ",")
          .append(
              "{\"id\": %d, \"image_id\": 1, \"category_id\": %d, \"bbox\": [%d, 24, 12, 12],"
                  .formatted(type + 1, type + 1, left(type)))
          .append(" \"area\": 144, \"iscrowd\": 0}");
    }
    return """
    {"images": [{"id": 1, "file_name": "a_1.png", "width": 96, "height": 64}],
     "annotations": [%s],
     "categories": [{"id": 1, "name": "ball"}, {"id": 2, "name": "goalkeeper"},
                    {"id": 3, "name": "player"}, {"id": 4, "name": "referee"}]}
    """
        .formatted(boxes);
  }

  private static int left(int type) {
    return 8 + 24 * type;
  }

  /** In hexadecimal digits. */
  static String sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
