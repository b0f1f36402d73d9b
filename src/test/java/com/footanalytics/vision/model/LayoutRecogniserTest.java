package com.footanalytics.vision.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.footanalytics.vision.model.DecoderSpec.Activation;
import com.footanalytics.vision.model.DecoderSpec.Detr;
import com.footanalytics.vision.model.DecoderSpec.EndToEnd;
import com.footanalytics.vision.model.DecoderSpec.NanoDet;
import com.footanalytics.vision.model.DecoderSpec.Nms;
import com.footanalytics.vision.model.DecoderSpec.RtDetr;
import com.footanalytics.vision.model.DecoderSpec.Yolov5;
import com.footanalytics.vision.model.DecoderSpec.Yolov8;
import com.footanalytics.vision.model.DecoderSpec.Yolox;
import com.footanalytics.vision.model.Recognition.Ambiguous;
import com.footanalytics.vision.model.Recognition.Recognised;
import com.footanalytics.vision.model.Recognition.Unknown;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayoutRecogniserTest {

  private static final TensorDescription IMAGES = floats("images", -1, 3, 640, 640);
  private static final TensorDescription SIZES =
      new TensorDescription("orig_target_sizes", "int64", List.of(-1, 2));
  private static final ProbeAnswer.Probe NO_PROBE =
      _ -> {
        throw new AssertionError("nothing is left open");
      };

  @Test
  void yolov5IsToldByThreeRowsForEachCell() {
    Recognised wide = recognised(floats("images", 1, 3, 384, 640), floats("output0", 1, 15120, 85));
    assertEquals(new Yolov5("output0", new Nms(0.45f, 1000)), wide.decoder());
    assertEquals(640, wide.input().width());
    assertEquals(384, wide.input().height());
    assertEquals(ExportLayout.YOLOV5, wide.layout());
    assertEquals(Fit.CENTRE, wide.input().fit());
    assertEquals(PixelFormat.planes(PixelFormat.Colour.RGB, 1 / 255f), wide.input().pixels());
    assertEquals(List.of(1), wide.batchSizes());
    assertEquals("person", wide.classes().getFirst());
    assertEquals("toothbrush", wide.classes().getLast());
  }

  @Test
  void yolov8IsToldByItsColumns() {
    Recognised own = recognised(IMAGES, floats("output0", -1, 8, 8400));
    assertEquals(new Yolov8("output0", new Nms(0.7f, 1000)), own.decoder());
    assertEquals(List.of("class0", "class1", "class2", "class3"), own.classes());
    assertEquals(List.of(1, 2, 4, 8), own.batchSizes());
  }

  @Test
  void endToEndNetsNeedNamesForTheirClasses() {
    GraphDescription graph = graph(List.of(IMAGES), floats("output0", 1, 300, 6));
    assertAmbiguous(
        "output output0 float32 [1, 300, 6] does not say how many classes there are;"
            + " name them with --classes a,b,c or --classes coco",
        graph,
        Hints.NONE);
    Recognised named = assertInstanceOf(Recognised.class, recognise(graph, classes("a", "b")));
    assertEquals(new EndToEnd("output0"), named.decoder());
    assertEquals(List.of("a", "b"), named.classes());
    Recognised coco = assertInstanceOf(Recognised.class, recognise(graph, classes("coco")));
    assertEquals(80, coco.classes().size());
  }

  @Test
  void rawAndDecodedYoloxAreToldApartByTheirValues() {
    GraphDescription graph = graph(List.of(IMAGES), floats("output", 1, 8400, 85));
    Recognised raw =
        assertInstanceOf(
            Recognised.class, LayoutRecogniser.recognise(graph, Hints.NONE, farthest(3)));
    assertEquals(new Yolox("output", List.of(8, 16, 32), new Nms(0.45f, 1000)), raw.decoder());
    assertEquals(PixelFormat.planes(PixelFormat.Colour.BGR, 1), raw.input().pixels());
    assertEquals(Fit.TOP_LEFT, raw.input().fit());
    Recognised decoded =
        assertInstanceOf(
            Recognised.class, LayoutRecogniser.recognise(graph, Hints.NONE, farthest(630)));
    assertEquals(new Yolox("output", List.of(), new Nms(0.45f, 1000)), decoded.decoder());
    assertEquals(
        new Ambiguous(
            "output output float32 [1, 8400, 85] is neither plainly raw nor plainly decoded yolox"
                + " on a probe picture; describe it in model.yaml"),
        LayoutRecogniser.recognise(graph, Hints.NONE, farthest(200)));
  }

  @Test
  void decodedRowsUnderAnotherNameMayBeAnotherNets() {
    GraphDescription graph = graph(List.of(IMAGES), floats("outputs", 1, 8400, 85));
    assertEquals(
        new Ambiguous(
            "output outputs float32 [1, 8400, 85] could be yolox or another net with rows in input"
                + " pixels; say --layout yolox or describe it in model.yaml"),
        LayoutRecogniser.recognise(graph, Hints.NONE, farthest(630)));
    assertInstanceOf(
        Recognised.class,
        LayoutRecogniser.recognise(graph, layout(ExportLayout.YOLOX), farthest(630)));
  }

  @Test
  void shapesThatFitSeveralFamiliesAreAmbiguous() {
    assertAmbiguous(
        "output output0 float32 [1, 525, 6] could be end-to-end or yolox; say which with --layout",
        graph(List.of(floats("images", 1, 3, 160, 160)), floats("output0", 1, 525, 6)),
        Hints.NONE);
    assertAmbiguous(
        "output out float32 [1, 3598, 112] could be yolox or nanodet-plus; say which with --layout",
        graph(List.of(floats("images", 1, 3, 416, 416)), floats("out", 1, 3598, 112)),
        Hints.NONE);
  }

  @Test
  void nanoDetIsToldByFourGridsAndItsInput() {
    Recognised found = recognised(floats("data", 1, 3, 416, 416), floats("output", 1, 3598, 112));
    assertEquals(
        new NanoDet("output", List.of(8, 16, 32, 64), 7, new Nms(0.6f, 1000)), found.decoder());
    assertEquals(80, found.classes().size());
    assertEquals(List.of(103.53f, 116.28f, 123.675f), found.input().pixels().mean());
  }

  @Test
  void rtDetrIsToldByItsNames() {
    GraphDescription graph =
        graph(
            List.of(IMAGES, SIZES),
            new TensorDescription("labels", "int64", List.of(-1, 300)),
            floats("boxes", -1, 300, 4),
            floats("scores", -1, 300));
    assertAmbiguous(
        "output labels does not say how many classes there are; name them with --classes a,b,c or"
            + " --classes coco",
        graph,
        Hints.NONE);
    Recognised found = assertInstanceOf(Recognised.class, recognise(graph, classes("coco")));
    assertEquals(new RtDetr("labels", "boxes", "scores"), found.decoder());
    assertEquals(Optional.of("orig_target_sizes"), found.input().sizeInput());
    assertEquals(Fit.STRETCH, found.input().fit());
    assertUnknown(
        "inputs [images float32 [N, 3, 640, 640]] (expected: orig_target_sizes, in whose units"
            + " boxes come)",
        new GraphDescription(List.of(IMAGES), graph.outputs(), Map.of()),
        Hints.NONE);
  }

  /** Slots, names and what comes of them: classes, and whether the last slot is for no object. */
  @ParameterizedTest
  @CsvSource({
    "91, 0, 91, false",
    "5, 0, 4, true",
    "5, 4, 4, true",
    "5, 5, 5, false",
    "81, 0, 80, true"
  })
  void rfDetrHasASpareSlotUnlessItsNamesFillIt(int slots, int names, int classes, boolean spare) {
    GraphDescription graph =
        graph(
            List.of(floats("input", 1, 3, 384, 384)),
            floats("dets", 1, 300, 4),
            floats("labels", 1, 300, slots));
    Hints hints = classes(IntStream.range(0, names).mapToObj(i -> "n" + i).toArray(String[]::new));
    Recognised found = assertInstanceOf(Recognised.class, recognise(graph, hints));
    assertEquals(new Detr("dets", "labels", Activation.SIGMOID, spare, 300), found.decoder());
    assertEquals(classes, found.classes().size());
    assertEquals(List.of(0.485f, 0.456f, 0.406f), found.input().pixels().mean());
  }

  @Test
  void cocoCategoryNumbersHaveTheirNames() {
    Recognised found =
        recognised(
            floats("input", 1, 3, 384, 384),
            floats("dets", 1, 300, 4),
            floats("labels", 1, 300, 91));
    assertEquals("unused-0", found.classes().get(0));
    assertEquals("person", found.classes().get(1));
    assertEquals("sports ball", found.classes().get(37));
    assertEquals("toothbrush", found.classes().get(90));
  }

  @ParameterizedTest
  @CsvSource({"92, SOFTMAX, true, 91", "91, SIGMOID, false, 91", "80, SIGMOID, false, 80"})
  void detrsOfHuggingFaceAreToldByCocosSlots(
      int slots, Activation activation, boolean spare, int classes) {
    Recognised found =
        recognised(
            floats("pixel_values", 1, 3, 640, 640),
            floats("logits", 1, 100, slots),
            floats("pred_boxes", 1, 100, 4));
    assertEquals(new Detr("pred_boxes", "logits", activation, spare, 300), found.decoder());
    assertEquals(classes, found.classes().size());
  }

  @Test
  void otherDetrsOfHuggingFaceNeedTheirLayout() {
    GraphDescription graph =
        graph(
            List.of(floats("pixel_values", 1, 3, 640, 640)),
            floats("logits", 1, 100, 5),
            floats("pred_boxes", 1, 100, 4));
    assertAmbiguous(
        "output logits float32 [1, 100, 5] could be hf-detr, hf-deformable-detr or hf-rt-detr; say"
            + " which with --layout",
        graph,
        Hints.NONE);
    Recognised found =
        assertInstanceOf(Recognised.class, recognise(graph, layout(ExportLayout.HF_RT_DETR)));
    assertEquals(5, found.classes().size());
  }

  @Test
  void lengthsThatAreOpenAreTakenFromARun() {
    GraphDescription graph =
        new GraphDescription(
            List.of(floats("images", -1, 3, -1, -1)),
            List.of(floats("output0", -1, -1, -1)),
            Map.of("imgsz", "[384, 640]", "names", "{0: 'ball', 1: 'player'}"));
    Recognised found =
        assertInstanceOf(
            Recognised.class,
            LayoutRecogniser.recognise(graph, Hints.NONE, _ -> answer(List.of(1, 6, 5040), 0)));
    assertEquals(new Yolov8("output0", new Nms(0.7f, 1000)), found.decoder());
    assertEquals(384, found.input().height());
    assertEquals(List.of("ball", "player"), found.classes());
  }

  @Test
  void aSizeThatIsOpenMustBeSaid() {
    GraphDescription graph =
        graph(List.of(floats("images", 1, 3, -1, -1)), floats("output0", 1, 84, 8400));
    assertAmbiguous(
        "input images float32 [1, 3, N, N] leaves its size open; say it with --size WIDTHxHEIGHT",
        graph,
        Hints.NONE);
    Hints said = new Hints(Optional.empty(), List.of(), Optional.of(new Hints.Size(640, 640)));
    assertInstanceOf(Recognised.class, recognise(graph, said));
  }

  @Test
  void whatContradictsTheGraphIsRefused() {
    GraphDescription graph = graph(List.of(IMAGES), floats("output0", -1, 84, 8400));
    assertUnknown(
        "--classes: 2 classes (expected: 80, as output output0 float32 [N, 84, 8400] says)",
        graph,
        classes("a", "b"));
    assertUnknown(
        "--size: 320x320 (expected: 640x640, the graph's own)",
        graph,
        new Hints(Optional.empty(), List.of(), Optional.of(new Hints.Size(320, 320))));
    assertUnknown(
        "--layout: rt-detr (expected: one that fits output output0 float32 [N, 84, 8400] at"
            + " 640x640)",
        graph,
        layout(ExportLayout.RT_DETR));
    assertUnknown(
        "the file's metadata: 2 classes (expected: 80, as output output0 float32 [N, 84, 8400]"
            + " says)",
        new GraphDescription(
            graph.inputs(), graph.outputs(), Map.of("names", "['ball', 'player']")),
        Hints.NONE);
    assertUnknown(
        "classes: [a, a] (expected: every name once, none empty); name them with --classes",
        graph(List.of(IMAGES), floats("output0", -1, 6, 8400)),
        classes("a", "a"));
  }

  @Test
  void whatIsNoDetectorIsRefused() {
    assertUnknown(
        "outputs [output0 float32 [1, 1000]] are those of no known detector; model.yaml may"
            + " describe them",
        graph(List.of(IMAGES), floats("output0", 1, 1000)),
        Hints.NONE);
    assertUnknown(
        "output output0 float32 [1, 1234, 85] is that of no known detector of 640x640; say which"
            + " with --layout",
        graph(List.of(IMAGES), floats("output0", 1, 1234, 85)),
        Hints.NONE);
    assertUnknown(
        "the file's metadata: task segment (expected: detect)",
        new GraphDescription(
            List.of(IMAGES), List.of(floats("output0", 1, 84, 8400)), Map.of("task", "segment")),
        Hints.NONE);
    assertUnknown(
        "input images float16 [1, 3, 640, 640] (expected: float32 [1 or N, 3, height, width]);"
            + " export it so",
        graph(
            List.of(new TensorDescription("images", "float16", List.of(1, 3, 640, 640))),
            floats("output0", 1, 84, 8400)),
        Hints.NONE);
    assertUnknown(
        "input images float32 [4, 3, 640, 640] (expected: float32 [1 or N, 3, height, width]);"
            + " export it so",
        graph(List.of(floats("images", 4, 3, 640, 640)), floats("output0", 4, 84, 8400)),
        Hints.NONE);
    assertUnknown(
        "inputs [images float32 [N, 3, 640, 640], mask float32 [1, 640]] (expected: one picture"
            + " [N, 3, height, width], and orig_target_sizes int64 [N, 2] at most)",
        graph(List.of(IMAGES, floats("mask", 1, 640)), floats("output0", 1, 84, 8400)),
        Hints.NONE);
  }

  private static Recognised recognised(TensorDescription input, TensorDescription... outputs) {
    return assertInstanceOf(
        Recognised.class, recognise(graph(List.of(input), outputs), Hints.NONE));
  }

  private static Recognition recognise(GraphDescription graph, Hints hints) {
    return LayoutRecogniser.recognise(graph, hints, NO_PROBE);
  }

  private static void assertAmbiguous(String reason, GraphDescription graph, Hints hints) {
    assertEquals(new Ambiguous(reason), recognise(graph, hints));
  }

  private static void assertUnknown(String reason, GraphDescription graph, Hints hints) {
    assertEquals(new Unknown(reason), recognise(graph, hints));
  }

  private static GraphDescription graph(
      List<TensorDescription> inputs, TensorDescription... outputs) {
    return new GraphDescription(inputs, List.of(outputs), Map.of());
  }

  private static TensorDescription floats(String name, Integer... shape) {
    return new TensorDescription(name, "float32", List.of(shape));
  }

  private static Hints classes(String... names) {
    return new Hints(Optional.empty(), List.of(names), Optional.empty());
  }

  private static Hints layout(ExportLayout layout) {
    return new Hints(Optional.of(layout), List.of(), Optional.empty());
  }

  /** Answers rows whose centres reach as far as that. */
  private static ProbeAnswer.Probe farthest(float reach) {
    return _ -> answer(List.of(1, 8400, 85), reach);
  }

  private static ProbeAnswer answer(List<Integer> shape, float reach) {
    return new ProbeAnswer() {
      @Override
      public List<Integer> shape(String output) {
        return shape;
      }

      @Override
      public float value(String output, int index) {
        return index / shape.get(2) == 7000 ? reach : 0;
      }
    };
  }
}
