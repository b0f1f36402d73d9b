package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.flags.Flag;
import com.footanalytics.vision.flags.Flags;
import com.footanalytics.vision.flags.Identity;
import com.footanalytics.vision.flags.TestingFlags;
import com.footanalytics.vision.infer.OnnxRuntimeEngine;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.model.ModelId;
import com.footanalytics.vision.model.ModelLease;
import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.model.ModelStatus;
import com.footanalytics.vision.pipeline.PictureDetector.Answer;
import com.footanalytics.vision.testing.TestingModels;
import com.footanalytics.vision.testing.TestingPictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@SuppressWarnings("NullAway.Init")
class ModelRoutingTest {

  private static final CorePlan PLAN = new CorePlan(1, 1, 1, 1);
  private static final Identity CHOSEN = Identity.caller("chosen");
  private static final Identity OTHER = Identity.caller("other");
  private static final Optional<String> NOTHING = Optional.empty();

  @TempDir Path folder;
  private final TestingFlags flags = new TestingFlags();
  private final AtomicBoolean passes = new AtomicBoolean(true);
  private Path models;
  private Detectors detectors;
  private ModelRouting routing;

  @BeforeEach
  void twoVersions() {
    models = TestingModels.repository(folder);
    TestingModels.add(models, TestingModels.NAME, 2, 96, 64);
    TestingModels.add(models, "other", 1, 96, 64);
    open(Optional.of(TestingModels.NAME));
  }

  private void open(Optional<String> usual) {
    detectors =
        new Detectors(
            new ModelRepository(models),
            new Detectors.Serving(new OnnxRuntimeEngine(), PLAN),
            new Detectors.Choice(usual, Optional.empty()),
            Detectors.Listener.SILENT);
    routing = new ModelRouting(detectors, flags, _ -> passes.get());
  }

  @AfterEach
  void close() {
    detectors.close();
  }

  @Test
  void whoeverTheFlagChoosesGetsTheSecondVersionOnceItServes() {
    flags.onFor(Flag.MODEL_V2, CHOSEN.id());
    assertEquals("tiny:1", lent(NOTHING, CHOSEN));
    assertEquals(ModelStatus.State.UNAVAILABLE, stateOfSecond());
    detectors.load("tiny:2");
    assertEquals("tiny:2", lent(NOTHING, CHOSEN));
    assertEquals("tiny:2", lent(Optional.of("tiny"), CHOSEN));
    assertEquals("tiny:1", lent(NOTHING, OTHER));
    assertEquals("tiny:1", lent(Optional.of("tiny"), OTHER));
  }

  @Test
  void whoeverNamesAVersionOrAnotherModelGetsThat() {
    flags.set(Flag.MODEL_V2, true);
    lent(NOTHING, CHOSEN);
    detectors.load("tiny:2");
    assertEquals("tiny:1", lent(Optional.of("tiny:1"), CHOSEN));
    assertEquals("tiny:2", lent(Optional.of("tiny:2"), CHOSEN));
    assertEquals("other:1", lent(Optional.of("other"), CHOSEN));
  }

  @Test
  void withTheFlagOffASecondVersionServesOnlyWhoNamesIt() {
    flags.set(Flag.MODEL_V2, false);
    lent(NOTHING, CHOSEN);
    detectors.load("tiny:2");
    assertEquals("tiny:1", lent(NOTHING, CHOSEN));
    assertEquals("tiny:1", lent(NOTHING, OTHER));
  }

  @Test
  void aVersionThatHasNotPassedIsNotChosen() {
    flags.set(Flag.MODEL_V2, true);
    passes.set(false);
    lent(NOTHING, CHOSEN);
    detectors.load("tiny:2");
    assertEquals("tiny:1", lent(NOTHING, CHOSEN));
    passes.set(true);
    assertEquals("tiny:2", lent(NOTHING, CHOSEN));
  }

  @Test
  void aVersionThatIsTakenOutFinishesItsWorkAndIsNotChosenAgain() {
    flags.set(Flag.MODEL_V2, true);
    lent(NOTHING, CHOSEN);
    detectors.load("tiny:2");
    try (ModelLease<ServedDetector> lease = routing.lease(NOTHING, CHOSEN)) {
      detectors.unload("tiny:2");
      assertEquals("tiny:1", lent(NOTHING, CHOSEN));
      assertEquals("2", lease.model().detector().identity().version());
      assertInstanceOf(
          Answer.Found.class,
          lease.model().pictures().detect(TestingPictures.png(96, 64), Duration.ofMinutes(1)));
    }
  }

  @Test
  void aVersionThatIsRefusedIsNotChosen() throws IOException {
    flags.set(Flag.MODEL_V2, true);
    Files.write(models.resolve("tiny/2/model.onnx"), new byte[] {1, 2, 3});
    lent(NOTHING, CHOSEN);
    assertThrows(ModelException.class, () -> detectors.load("tiny:2"));
    assertEquals("tiny:1", lent(NOTHING, CHOSEN));
  }

  @Test
  void whereTheSecondIsTheUsualOneThereIsNothingToChoose() {
    detectors.close();
    open(Optional.of("tiny:2"));
    flags.set(Flag.MODEL_V2, true);
    assertEquals("tiny:2", lent(NOTHING, CHOSEN));
    assertEquals(Optional.empty(), routing.second());
    assertEquals("tiny:1", lent(Optional.of("tiny"), CHOSEN));
  }

  @Test
  void aPictureIsLookedAtByTheVersionOfItsCallerWhichTheAnswerNames() {
    flags.onFor(Flag.MODEL_V2, CHOSEN.id());
    ServedPictures pictures = new ServedPictures(routing);
    byte[] picture = TestingPictures.png(96, 64);
    assertInstanceOf(
        Answer.Unavailable.class, pictures.detect(picture, Duration.ofMinutes(1), CHOSEN));
    detectors.load("tiny");
    detectors.load("tiny:2");
    assertEquals("2", version(pictures.detect(picture, Duration.ofMinutes(1), CHOSEN)));
    assertEquals("1", version(pictures.detect(picture, Duration.ofMinutes(1), OTHER)));
    assertEquals("1", version(pictures.detect(picture, Duration.ofMinutes(1))));
  }

  @Test
  void withoutFlagsEveryoneGetsTheUsualModel() {
    ModelRouting plain = new ModelRouting(detectors);
    detectors.load("tiny");
    detectors.load("tiny:2");
    assertTrue(plain.chosen(NOTHING, CHOSEN).isEmpty());
    assertFalse(Flags.DEFAULTS.enabledForAny(Flag.MODEL_V2));
  }

  private static String version(Answer answer) {
    return assertInstanceOf(Answer.Found.class, answer).model().version();
  }

  private String lent(Optional<String> asked, Identity identity) {
    try (ModelLease<ServedDetector> lease = routing.lease(asked, identity)) {
      return lease.model().detector().model().manifest().id().toString();
    }
  }

  private ModelStatus.State stateOfSecond() {
    return detectors.index().stream()
        .filter(status -> status.id().equals(new ModelId("tiny", 2)))
        .findFirst()
        .orElseThrow()
        .state();
  }
}
