package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.decode.DecodeSettings;
import com.footanalytics.vision.decode.Decoded;
import com.footanalytics.vision.decode.Frame;
import com.footanalytics.vision.decode.VideoDecoder;
import com.footanalytics.vision.infer.OnnxRuntimeEngine;
import com.footanalytics.vision.model.Hints;
import com.footanalytics.vision.model.InputSpec;
import com.footanalytics.vision.model.ModelId;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.postprocess.Box;
import com.footanalytics.vision.preprocess.Preprocessor;
import com.footanalytics.vision.probe.Probe;
import com.footanalytics.vision.probe.ProbeLimits;
import com.footanalytics.vision.probe.VideoInfo;
import com.footanalytics.vision.probe.VideoProbe;
import com.footanalytics.vision.sink.FrameResult;
import com.footanalytics.vision.sink.RunHeader;
import com.footanalytics.vision.telemetry.Telemetry;
import com.footanalytics.vision.testing.SharedData;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Detectors that others trained on COCO and published, on real clips. */
class BroughtModelsTest {

  private static final Path OWN = Path.of(System.getProperty("models.dir", "models"));
  private static final int STRIDE = 16;

  @TempDir Path folder;

  @Test
  void yoloxNanoFindsPersonsWhereOurDetectorDoes() throws InterruptedException {
    Assumptions.assumeTrue(Files.exists(OWN.resolve("football-detector")), "no detector in " + OWN);
    bring("yolox", "models/yolox_nano.onnx", List.of());
    List<List<Box>> brought = persons(models(), "yolox");
    List<List<Box>> own = persons(OWN, "football-detector");
    int found = 0;
    int agreed = 0;
    for (int frame = 0; frame < own.size(); frame++) {
      for (Box box : brought.get(frame)) {
        found++;
        agreed += own.get(frame).stream().anyMatch(person -> holdsMiddle(box, person)) ? 1 : 0;
      }
    }
    String seen = "%d persons in %d frames, %d of them ours".formatted(found, own.size(), agreed);
    assertTrue(found >= 5 * own.size() && agreed >= 0.7 * found, seen);
  }

  /** To a net of 320 x 320 the players of a whole frame are specks, so it sees a part of one. */
  @Test
  void deimAttoFindsPersonsThatYoloxNanoFinds() throws IOException, InterruptedException {
    bring("yolox", "models/yolox_nano.onnx", List.of());
    bring("deim", "models/deimv2_atto_coco_int8.onnx", List.of("coco"));
    byte[] part = partOfTheFirstFrame(SharedData.require("clips/broadcast-1080p.mp4"));
    List<Box> others = persons("yolox", part);
    List<Box> found = persons("deim", part);
    long agreed =
        found.stream()
            .filter(box -> others.stream().anyMatch(other -> other.iou(box) > 0.4))
            .count();
    assertTrue(agreed >= 2 && agreed >= found.size() - 1, found + " beside " + others);
  }

  private List<Box> persons(String model, byte[] picture) {
    CorePlan plan = new CorePlan(1, 1, 1, 1);
    try (Detectors detectors = TestingDetectors.of(models(), plan);
        var lease = detectors.lease(Optional.of(model))) {
      PictureDetector detector = lease.model().pictures();
      var answer = (PictureDetector.Answer.Found) detector.detect(picture, Duration.ofMinutes(1));
      return answer.objects().stream()
          .filter(found -> isPerson(answer.classes().get(found.classIndex())))
          .map(found -> found.box())
          .toList();
    }
  }

  /** 320 x 320 pixels with players of both teams, as PNG. */
  private static byte[] partOfTheFirstFrame(Path clip) throws IOException, InterruptedException {
    VideoInfo video = ((Probe.Playable) new VideoProbe(ProbeLimits.DEFAULT).probe(clip)).video();
    InputSpec whole = new InputSpec("frame", video.displayWidth(), video.displayHeight(), 0);
    var image = new BufferedImage(320, 320, BufferedImage.TYPE_INT_RGB);
    try (VideoDecoder decoder = VideoDecoder.open(clip, video, new DecodeSettings(1, 2, 1000));
        Frame frame = ((Decoded.Picture) decoder.next()).frame();
        Preprocessor preprocessor = new Preprocessor(video, whole);
        Arena arena = Arena.ofConfined()) {
      MemorySegment pixels = arena.allocate(whole.bytesPerPicture(), 64);
      preprocessor.write(frame, pixels);
      for (int y = 0; y < 320; y++) {
        for (int x = 0; x < 320; x++) {
          long at = ((y + 220L) * whole.width() + x + 900) * 3;
          int rgb = 0;
          for (int channel = 0; channel < 3; channel++) {
            rgb = rgb << 8 | pixels.get(ValueLayout.JAVA_BYTE, at + channel) & 0xFF;
          }
          image.setRGB(x, y, rgb);
        }
      }
    }
    var png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return png.toByteArray();
  }

  private void bring(String name, String file, List<String> classes) throws InterruptedException {
    new ModelImport(new ModelRepository(models()), new OnnxRuntimeEngine())
        .run(
            new ModelImport.Request(
                SharedData.require(file),
                new ModelId(name, 1),
                new Hints(Optional.empty(), classes, Optional.empty()),
                "fp32",
                Optional.empty()));
  }

  private Path models() {
    return folder.resolve("models");
  }

  private static boolean holdsMiddle(Box box, Box person) {
    float x = (person.x1() + person.x2()) / 2;
    float y = (person.y1() + person.y2()) / 2;
    return box.x1() <= x && x <= box.x2() && box.y1() <= y && y <= box.y2();
  }

  /** Boxes of persons by inferred frame. */
  private List<List<Box>> persons(Path models, String model) {
    CorePlan plan = CorePlan.forCores(Runtime.getRuntime().availableProcessors());
    var frames = new ArrayList<List<Box>>();
    AnalysisListener listener =
        new AnalysisListener() {
          private List<String> classes = List.of();

          @Override
          public void started(RunHeader header) {
            classes = header.classes();
          }

          @Override
          public void frame(FrameResult result, Progress progress) {
            if (result.frame() % STRIDE == 0) {
              frames.add(
                  result.detections().stream()
                      .filter(found -> isPerson(classes.get(found.classIndex())))
                      .map(found -> found.box())
                      .toList());
            }
          }
        };
    var options =
        new AnalysisRequest.Options(
            Optional.of(model), STRIDE, OptionalDouble.empty(), OptionalDouble.empty(), false);
    try (Detectors detectors = TestingDetectors.of(models, plan)) {
      new VideoPipeline(detectors, plan, ProbeLimits.DEFAULT, Telemetry.NONE)
          .analyze(
              new AnalysisRequest(
                  SharedData.require("clips/broadcast-1080p.mp4"),
                  "clip",
                  folder.resolve(model),
                  options),
              listener,
              new Cancellation());
    }
    return frames;
  }

  private static boolean isPerson(String name) {
    return List.of("person", "player", "goalkeeper", "referee").contains(name);
  }
}
