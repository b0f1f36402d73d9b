package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.pipeline.PictureDetector.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacedPicturesTest {

  private static final Answer ANSWER = new Answer.Unreadable("blank");

  private final List<Duration> pauses = new ArrayList<>();

  @Test
  void aPauseFollowsEveryPictureAndGrowsAsTheShareShrinks() {
    long least = 1_000_000;
    PictureDetector busy =
        (_, _) -> {
          long until = System.nanoTime() + least;
          while (System.nanoTime() < until) {
            Thread.onSpinWait();
          }
          return ANSWER;
        };
    assertSame(ANSWER, detect(new PacedPictures(busy, 0.1, pauses::add)));
    assertEquals(1, pauses.size());
    assertTrue(pauses.getFirst().toNanos() >= 9 * least, pauses::toString);
  }

  @Test
  void theWholeTimeNeedsNoPause() {
    detect(new PacedPictures((_, _) -> ANSWER, 1, pauses::add));
    assertEquals(List.of(Duration.ZERO), pauses);
  }

  @Test
  void anInterruptedPauseKeepsTheAnswerAndTheInterrupt() {
    PacedPictures paced =
        new PacedPictures(
            (_, _) -> ANSWER,
            0.5,
            _ -> {
              throw new InterruptedException("told to stop");
            });
    assertSame(ANSWER, detect(paced));
    assertTrue(Thread.interrupted());
  }

  @Test
  void aPictureThatFindsNoRoomIsTriedAgainAfterTheTimeThatWasSaid() {
    Iterator<Answer> answers =
        List.of(
                new Answer.Busy(Duration.ofSeconds(3)),
                new Answer.Busy(Duration.ofSeconds(4)),
                ANSWER)
            .iterator();
    assertSame(ANSWER, detect(new PacedPictures((_, _) -> answers.next(), 1, pauses::add)));
    assertEquals(List.of(Duration.ofSeconds(3), Duration.ofSeconds(4), Duration.ZERO), pauses);
  }

  @Test
  void anInterruptEndsTheTrying() {
    Answer busy = new Answer.Busy(Duration.ofSeconds(3));
    PacedPictures paced =
        new PacedPictures(
            (_, _) -> busy,
            1,
            _ -> {
              throw new InterruptedException("told to stop");
            });
    assertSame(busy, detect(paced));
    assertTrue(Thread.interrupted());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.1, Double.NaN})
  void aShareLiesAboveZeroAndIsAtMostOne(double share) {
    assertThrows(
        IllegalArgumentException.class,
        () -> new PacedPictures((_, _) -> ANSWER, share, pauses::add));
  }

  private static Answer detect(PictureDetector detector) {
    return detector.detect(new byte[0], Duration.ZERO);
  }
}
