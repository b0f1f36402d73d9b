package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.pipeline.PictureDetector.Answer;
import com.footanalytics.vision.testing.TestingModels;
import com.footanalytics.vision.testing.TestingPictures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ServedPicturesTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final CorePlan PLAN = new CorePlan(1, 2, 1, 1);
  private static final byte[] PICTURE = TestingPictures.png(96, 64);

  @TempDir Path folder;

  @Test
  void aPictureDoesNotWaitForAModelThatIsNotLoaded() {
    try (Detectors detectors = TestingDetectors.of(TestingModels.repository(folder), PLAN)) {
      ServedPictures pictures = new ServedPictures(new ModelRouting(detectors));
      assertEquals(
          new Answer.Unavailable("the model is being loaded; try again soon"),
          pictures.detect(PICTURE, LONG));
      detectors.load("tiny");
      assertInstanceOf(Answer.Found.class, pictures.detect(PICTURE, LONG));
      detectors.unload("tiny");
      assertEquals(
          new Answer.Unavailable("tiny:1: unloaded; load it before use"),
          pictures.detect(PICTURE, LONG));
    }
  }

  @Test
  void aRefusedModelSaysWhyToEveryPicture() throws Exception {
    Path models = TestingModels.repository(folder);
    Files.writeString(models.resolve("tiny/1/model.yaml"), "name: tiny");
    try (Detectors detectors = TestingDetectors.of(models, PLAN)) {
      Answer answer = new ServedPictures(new ModelRouting(detectors)).detect(PICTURE, LONG);
      String reason = assertInstanceOf(Answer.Unavailable.class, answer).reason();
      assertTrue(reason.contains("missing"), reason);
    }
  }

  @Test
  void noPictureFailsWhileTheModelIsReplacedAgainAndAgain() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger answered = new AtomicInteger();
    try (Detectors detectors = TestingDetectors.of(TestingModels.repository(folder), PLAN)) {
      detectors.load("tiny");
      ServedPictures pictures = new ServedPictures(new ModelRouting(detectors));
      try (ExecutorService callers = Executors.newFixedThreadPool(3)) {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
          running.add(
              callers.submit(() -> {
                while (!done.get()) {
                  assertInstanceOf(Answer.Found.class, pictures.detect(PICTURE, LONG));
                  answered.incrementAndGet();
                }
              }));
        }
        for (int i = 0; i < 20; i++) {
          int before = answered.get();
          detectors.load("tiny");
          while (answered.get() == before && running.stream().noneMatch(Future::isDone)) {
            Thread.onSpinWait();
          }
        }
        done.set(true);
        for (Future<?> caller : running) {
          caller.get();
        }
      }
    }
    assertTrue(answered.get() >= 20);
  }
}
