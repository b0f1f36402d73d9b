package com.footanalytics.vision.oip;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.bench.ExampleModels;
import com.footanalytics.vision.infer.DataType;
import com.footanalytics.vision.infer.OnnxRuntimeEngine;
import com.footanalytics.vision.infer.Tensor;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.oip.Failure.Code;
import com.footanalytics.vision.pipeline.CorePlan;
import com.footanalytics.vision.pipeline.Detectors;
import com.footanalytics.vision.pipeline.ModelRouting;
import com.footanalytics.vision.telemetry.Telemetry;
import com.footanalytics.vision.testing.TestingModels;
import com.footanalytics.vision.testing.TestingPictures;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
@SuppressWarnings("NullAway.Init")
class ServedTensorServiceTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  private static Detectors models;
  private static ServedTensorService service;

  private final AtomicInteger open = new AtomicInteger();

  @BeforeAll
  static void serve(@TempDir Path folder) {
    Path repository = TestingModels.repository(folder);
    TestingModels.add(repository, "asleep", 3, 96, 64);
    ExampleModels.write(repository);
    models =
        new Detectors(
            new ModelRepository(repository),
            new Detectors.Serving(new OnnxRuntimeEngine(), new CorePlan(1, 2, 1, 1)),
            new Detectors.Choice(Optional.of(TestingModels.NAME), Optional.empty()),
            Detectors.Listener.SILENT);
    models.lease(Optional.empty()).close();
    models.loadTensorModels(reason -> {
      throw new AssertionError(reason);
    });
    service =
        new ServedTensorService(
            models, new ModelRouting(models), Duration.ofSeconds(30), Telemetry.NONE, () -> NOON);
  }

  @AfterAll
  static void close() {
    models.close();
  }

  @AfterEach
  void everyRequestWasClosedOnce() {
    assertEquals(0, open.get());
  }

  @Test
  void tensorsComeBackFromTheModel() {
    var done = done(request("simple", ints("INPUT0", 1, 5), ints("INPUT1", 1, 3)));
    assertEquals("simple", done.model());
    assertEquals("1", done.version());
    assertEquals(List.of("OUTPUT0", "OUTPUT1"), names(done.outputs()));
    assertEquals(8, done.outputs().get(0).data().getInt(0));
    assertEquals(2, done.outputs().get(1).data().getInt(0));
  }

  @Test
  void onlyTheOutputsAskedForComeInTheOrderAsked() {
    var request =
        request(
            "simple",
            Map.of(),
            List.of("OUTPUT1", "OUTPUT0"),
            ints("INPUT0", 1, 5),
            ints("INPUT1", 1, 3));
    assertEquals(List.of("OUTPUT1", "OUTPUT0"), names(done(request).outputs()));
  }

  @Test
  void manyAtOnceGetTheirOwnRowsBack() {
    var answers = new ArrayList<CompletableFuture<InferAnswer>>();
    for (int i = 0; i < 200; i++) {
      answers.add(
          ask(request("simple", ints("INPUT0", 1 + i % 3, i), ints("INPUT1", 1 + i % 3, 1))));
    }
    for (int i = 0; i < answers.size(); i++) {
      var done = assertInstanceOf(InferAnswer.Done.class, answers.get(i).join());
      Tensor sum = done.outputs().get(0);
      assertEquals(List.of(1L + i % 3, 16L), sum.shape());
      for (int at = 0; at < sum.data().capacity(); at += Integer.BYTES) {
        assertEquals(i + 1, sum.data().getInt(at));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "nobody,'',NOT_FOUND,nobody",
    "simple,7,NOT_FOUND,version 7",
    "simple,first,NOT_FOUND,first",
    "NO NAME,'',NOT_FOUND,NO NAME",
    "asleep,'',UNAVAILABLE,not loaded",
    "asleep,3,UNAVAILABLE,not loaded"
  })
  void aModelThatDoesNotServeIsSaidToBe(String model, String version, Code code, String text) {
    var request =
        new InferRequest(
            model, version, Map.of(), List.of(ints("INPUT0", 1, 5)), List.of(), origin(), opened());
    Failure failure = failure(request);
    assertEquals(code, failure.code());
    assertTrue(failure.message().contains(text), failure::message);
    var thrown =
        assertThrows(FailureException.class, () -> service.metadata(model, version)).failure();
    assertEquals(code, thrown.code());
  }

  @Test
  void whatTheModelDoesNotTakeIsInvalid() {
    assertInvalid("INPUT9", request("simple", ints("INPUT9", 1, 5), ints("INPUT1", 1, 3)));
    assertInvalid("INPUT1", request("simple", ints("INPUT0", 1, 5)));
    assertInvalid("rows", request("simple", ints("INPUT0", 9, 5), ints("INPUT1", 9, 3)));
    assertInvalid("rows", request("simple", ints("INPUT0", 2, 5), ints("INPUT1", 1, 3)));
    assertInvalid("rows", request("simple", ints("INPUT0", 0, 5), ints("INPUT1", 0, 3)));
    assertInvalid(
        "OUTPUT7",
        request(
            "simple", Map.of(), List.of("OUTPUT7"), ints("INPUT0", 1, 5), ints("INPUT1", 1, 3)));
    assertInvalid("FP32", request("identity", ints("INPUT0", 1, 5)));
    assertInvalid(
        "timeout", request("simple", Map.of("timeout", "soon"), List.of(), ints("INPUT0", 1, 5)));
    assertInvalid(
        "priority", request("simple", Map.of("priority", -1L), List.of(), ints("INPUT0", 1, 5)));
  }

  @Test
  void aDeadlineThatPassedIsTooLate() {
    var late =
        new InferRequest(
            "simple",
            "",
            Map.of("timeout", 1L),
            List.of(ints("INPUT0", 1, 5), ints("INPUT1", 1, 3)),
            List.of(),
            new InferRequest.Origin("test", "me", System.nanoTime() - 5_000, Long.MAX_VALUE),
            opened());
    assertEquals(Code.TOO_LATE, failure(late).code());
  }

  @Test
  void jpegsAndPngsAreDecodedForADetector() {
    byte[] picture = TestingPictures.png(96, 64);
    var done = done(request(TestingModels.NAME, texts("images", picture, picture)));
    for (Tensor output : done.outputs()) {
      assertEquals(2L, output.shape().getFirst());
      assertEquals(Tensor.elements(output.shape()) * Float.BYTES, output.data().capacity());
    }
  }

  @Test
  void whatIsNoPictureIsInvalid() {
    assertInvalid(
        "picture 0",
        request(
            TestingModels.NAME, texts("images", "no picture".getBytes(StandardCharsets.UTF_8))));
    assertInvalid("pictures", request(TestingModels.NAME, texts("images")));
  }

  @Test
  void picturesThatNobodyWaitsForAreAnsweredOnce() {
    byte[] picture = TestingPictures.png(96, 64);
    for (int i = 0; i < 50; i++) {
      var answers = new LinkedBlockingQueue<InferAnswer>();
      service.infer(request(TestingModels.NAME, texts("images", picture)), answers::add).cancel();
      InferAnswer answer = assertDoesNotThrow(answers::take);
      boolean cancelled =
          answer instanceof InferAnswer.Failed(Failure failure) && failure.code() == Code.CANCELLED;
      assertTrue(cancelled || answer instanceof InferAnswer.Done, answer::toString);
      assertTrue(answers.isEmpty());
    }
  }

  @Test
  void modelsTellWhatTheyTakeAndHowTheyAreServed() {
    ModelMetadata metadata = service.metadata("simple", "");
    assertEquals(List.of("1"), metadata.versions());
    assertEquals("onnx_onnxv1", metadata.platform());
    assertEquals(
        new TensorMetadata("INPUT0", DataType.INT32, List.of(-1L, 16L)),
        metadata.inputs().getFirst());
    ModelConfiguration configuration = service.configuration("simple", "1");
    assertEquals(8, configuration.maxBatchSize());
    assertEquals(List.of(16L), configuration.inputs().getFirst().shape());
    assertEquals(2, configuration.instances());
    assertFalse(configuration.gpu());
    assertEquals("model.onnx", configuration.fileName());
  }

  @Test
  void readinessKnowsModelsThatDoNotServe() {
    assertTrue(service.ready("simple", ""));
    assertFalse(service.ready("asleep", "3"));
    assertThrows(FailureException.class, () -> service.ready("nobody", ""));
    assertThrows(FailureException.class, () -> service.ready("simple", "2"));
  }

  @Test
  void statisticsCountWhatRanAndWhatDidNot() {
    ModelStatistics before = service.statistics("identity-int64", "").getFirst();
    done(request("identity-int64", longs("INPUT0", 2)));
    done(request("identity-int64", longs("INPUT0", 1)));
    failure(request("identity-int64", ints("INPUT0", 1, 1)));
    ModelStatistics after = service.statistics("identity-int64", "1").getFirst();
    assertEquals(2, after.success().count() - before.success().count());
    assertEquals(1, after.fail().count() - before.fail().count());
    assertEquals(3, after.inferences() - before.inferences());
    assertEquals(2, after.executions() - before.executions());
    assertEquals(NOON.toEpochMilli(), after.lastInferenceMillis());
    assertTrue(service.statistics("", "").size() > 5);
  }

  @Test
  void aRepositoryWithoutADetectorIsReadyWhenItsModelsServe(@TempDir Path folder) {
    ExampleModels.write(folder);
    try (Detectors tensors =
        new Detectors(
            new ModelRepository(folder),
            new Detectors.Serving(new OnnxRuntimeEngine(), new CorePlan(1, 1, 1, 1)),
            new Detectors.Choice(Optional.empty(), Optional.empty()),
            Detectors.Listener.SILENT)) {
      assertTrue(tensors.refusal().isPresent());
      tensors.loadTensorModels(reason -> {});
      assertEquals(Optional.empty(), tensors.refusal());
    }
  }

  @Test
  void cancellingWhatRanAlreadyDoesNothing() {
    var answer = new CompletableFuture<InferAnswer>();
    TensorService.Cancel cancel =
        service.infer(request("identity-int64", longs("INPUT0", 1)), answer::complete);
    answer.join();
    cancel.cancel();
    assertInstanceOf(InferAnswer.Done.class, answer.join());
  }

  private static void assertInvalid(String text, InferRequest request) {
    Failure failure = failure(request);
    assertEquals(Code.INVALID, failure.code(), failure::message);
    assertTrue(failure.message().contains(text), failure::message);
  }

  private static List<String> names(List<Tensor> tensors) {
    return tensors.stream().map(Tensor::name).toList();
  }

  private static CompletableFuture<InferAnswer> ask(InferRequest request) {
    var answer = new CompletableFuture<InferAnswer>();
    service.infer(request, answer::complete);
    return answer;
  }

  private static InferAnswer.Done done(InferRequest request) {
    InferAnswer answer = ask(request).join();
    return assertInstanceOf(InferAnswer.Done.class, answer, answer::toString);
  }

  private static Failure failure(InferRequest request) {
    InferAnswer answer = ask(request).join();
    return assertInstanceOf(InferAnswer.Failed.class, answer, answer::toString).failure();
  }

  private InferRequest request(String model, Tensor... inputs) {
    return request(model, Map.of(), List.of(), inputs);
  }

  private InferRequest request(
      String model, Map<String, Object> parameters, List<String> outputs, Tensor... inputs) {
    return new InferRequest(model, "", parameters, List.of(inputs), outputs, origin(), opened());
  }

  private static InferRequest.Origin origin() {
    return new InferRequest.Origin("test", "me", System.nanoTime(), Long.MAX_VALUE);
  }

  private Runnable opened() {
    open.incrementAndGet();
    return open::decrementAndGet;
  }

  private static Tensor ints(String name, int rows, int value) {
    ByteBuffer data = room(rows * 16 * Integer.BYTES);
    while (data.hasRemaining()) {
      data.putInt(value);
    }
    return new Tensor(name, DataType.INT32, List.of((long) rows, 16L), data.flip());
  }

  private static Tensor longs(String name, int rows) {
    return new Tensor(name, DataType.INT64, List.of((long) rows, 2L), room(rows * 2 * Long.BYTES));
  }

  private static Tensor texts(String name, byte[]... elements) {
    int bytes = 0;
    for (byte[] element : elements) {
      bytes += Integer.BYTES + element.length;
    }
    ByteBuffer data = room(bytes);
    for (byte[] element : elements) {
      data.putInt(element.length).put(element);
    }
    return new Tensor(name, DataType.BYTES, List.of((long) elements.length), data.flip());
  }

  private static ByteBuffer room(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
