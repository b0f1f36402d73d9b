package com.footanalytics.vision.oip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.footanalytics.vision.flags.Flag;
import com.footanalytics.vision.flags.Identity;
import com.footanalytics.vision.flags.TestingFlags;
import com.footanalytics.vision.infer.DataType;
import com.footanalytics.vision.infer.OnnxRuntimeEngine;
import com.footanalytics.vision.infer.Tensor;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.ModelRouting;
import com.footanalytics.vision.telemetry.Telemetry;
import com.footanalytics.vision.testing.TestingModels;
import com.footanalytics.vision.testing.TestingPictures;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@SuppressWarnings("NullAway.Init")
class RequestRoutingTest {

  private static final String CHOSEN = "chosen";

  @TempDir Path folder;
  private final TestingFlags flags = new TestingFlags().onFor(Flag.MODEL_V2, CHOSEN);
  private final AtomicInteger open = new AtomicInteger();
  private Detectors models;
  private ServedTensorService service;

  /** Version 1 takes 96x64 pixels. */
  private void serve(int widthOfSecond, int heightOfSecond) {
    Path repository = TestingModels.repository(folder);
    TestingModels.add(repository, TestingModels.NAME, 2, widthOfSecond, heightOfSecond);
    TestingModels.add(repository, "other", 1, 96, 64);
    models =
        new Detectors(
            new ModelRepository(repository),
            new Detectors.Serving(new OnnxRuntimeEngine(), new CorePlan(1, 1, 1, 1)),
            new Detectors.Choice(Optional.of(TestingModels.NAME), Optional.empty()),
            Detectors.Listener.SILENT);
    models.lease(Optional.empty()).close();
    models.load("tiny:2");
    models.load("other");
    service =
        new ServedTensorService(
            models,
            new ModelRouting(models, flags, _ -> true),
            Duration.ofSeconds(30),
            Telemetry.NONE,
            () -> Instant.EPOCH);
  }

  @AfterEach
  void close() {
    assertEquals(0, open.get());
    models.close();
  }

  @Test
  void tensorsThatBothVersionsTakeGoToTheOneOfTheCaller() {
    serve(96, 64);
    assertEquals("2", version("tiny", "", CHOSEN, pixels()));
    assertEquals("1", version("tiny", "", "another", pixels()));
    assertEquals("1", version("tiny", "1", CHOSEN, pixels()));
    assertEquals("2", version("tiny", "2", "another", pixels()));
    assertEquals("1", version("other", "", CHOSEN, pixels()));
  }

  @Test
  void tensorsThatOnlyTheUsualVersionTakesGoThere() {
    serve(192, 128);
    assertEquals("1", version("tiny", "", CHOSEN, pixels()));
  }

  @Test
  void encodedPicturesFitEveryDetector() {
    serve(192, 128);
    assertEquals("2", version("tiny", "", CHOSEN, picture()));
    assertEquals("1", version("tiny", "", "another", picture()));
    InferAnswer.Done done = infer("tiny", "", CHOSEN, List.of("boxes"), picture());
    assertEquals("2", done.version());
    assertEquals(List.of(1L, 32L, 48L, 4L), sorted(done.outputs().getFirst().shape()));
  }

  @Test
  void everyRightThatWasLentIsGivenBack() {
    serve(96, 64);
    version("tiny", "", CHOSEN, pixels());
    version("tiny", "", "another", pixels());
    models.unload("tiny");
    assertEquals(List.of("other:1"), models.serving().stream().map(Object::toString).toList());
  }

  private static List<Long> sorted(List<Long> shape) {
    return shape.get(1) == 4 ? List.of(shape.get(0), shape.get(2), shape.get(3), 4L) : shape;
  }

  private String version(String model, String version, String caller, Tensor input) {
    return infer(model, version, caller, List.of(), input).version();
  }

  private InferAnswer.Done infer(
      String model, String version, String caller, List<String> outputs, Tensor input) {
    open.incrementAndGet();
    var answer = new CompletableFuture<InferAnswer>();
    service.infer(
        new InferRequest(
            model,
            version,
            Map.of(),
            List.of(input),
            outputs,
            new InferRequest.Origin(
                "test", "10.0.0.1", System.nanoTime(), Long.MAX_VALUE, Identity.caller(caller)),
            open::decrementAndGet),
        answer::complete);
    return assertInstanceOf(InferAnswer.Done.class, answer.join());
  }

  private static Tensor pixels() {
    return new Tensor(
        "images",
        DataType.UINT8,
        List.of(1L, 64L, 96L, 3L),
        ByteBuffer.allocateDirect(64 * 96 * 3).order(ByteOrder.LITTLE_ENDIAN));
  }

  private static Tensor picture() {
    byte[] png = TestingPictures.png(96, 64);
    ByteBuffer data =
        ByteBuffer.allocateDirect(Integer.BYTES + png.length).order(ByteOrder.LITTLE_ENDIAN);
    data.putInt(png.length).put(png).flip();
    return new Tensor("images", DataType.BYTES, List.of(1L), data);
  }
}
