package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.flags.Identity;
import com.footanalytics.vision.pipeline.VideoStreams.Start;
import com.footanalytics.vision.testing.TestingSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class VideoStreamsTest {

  private static final StreamRequest REQUEST =
      new StreamRequest("match", AnalysisRequest.Options.DEFAULT, Identity.caller("studio"));
  private static final StreamOutcome DONE = new StreamOutcome.Unreadable("done");

  private final TestingSource source = TestingSource.of(new byte[0], 1);
  private final TestingStreamListener listener = TestingStreamListener.taking();
  private final Cancellation cancellation = new Cancellation();

  /** Runs until it is cancelled. */
  private static final StreamAnalyzer UNTIL_CANCELLED =
      (_, _, _, cancellation) -> {
        cancellation.requested().join();
        return new StreamOutcome.Cancelled();
      };

  @AfterEach
  void noThreadIsLeft() {
    while (Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().startsWith("video-stream-"))) {
      Thread.onSpinWait();
    }
  }

  @Test
  void theListenerHearsTheEndWhenNothingIsHeldAnyMore() {
    try (VideoStreams streams = streams((_, _, _, _) -> DONE, 1)) {
      assertEquals(new Start.Started(), start(streams));
      assertEquals(DONE, listener.ended.join());
      assertEquals(0, streams.count());
      assertTrue(source.isClosed());
      assertEquals(new Start.Started(), start(streams));
    }
  }

  @Test
  void noMoreRunThanMayAndAnEndMakesRoom() {
    try (VideoStreams streams = streams(UNTIL_CANCELLED, 2)) {
      assertEquals(new Start.Started(), start(streams));
      TestingStreamListener second = TestingStreamListener.taking();
      Cancellation stop = new Cancellation();
      assertEquals(new Start.Started(), streams.start(REQUEST, source, second, stop));
      assertEquals(new Start.Full(2), start(streams));
      stop.cancel();
      assertEquals(new StreamOutcome.Cancelled(), second.ended.join());
      assertEquals(new Start.Started(), start(streams));
      assertEquals(2, streams.count());
    }
    assertEquals(new StreamOutcome.Cancelled(), listener.ended.join());
  }

  @Test
  void whoRefusesWorkIsAskedFirst() {
    try (VideoStreams streams =
        new VideoStreams(UNTIL_CANCELLED, 1, () -> Optional.of("starting"))) {
      assertEquals(new Start.Refused("starting"), start(streams));
    }
  }

  @Test
  void closingCancelsWhatRunsAndRefusesWhatComes() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    VideoStreams streams =
        streams(
            (request, bytes, results, stop) -> {
              begun.countDown();
              return UNTIL_CANCELLED.analyze(request, bytes, results, stop);
            },
            1);
    start(streams);
    begun.await();
    streams.close();
    assertEquals(new StreamOutcome.Cancelled(), listener.ended.getNow(DONE));
    String reason = assertInstanceOf(Start.Refused.class, start(streams)).reason();
    assertTrue(reason.contains("stopping"), reason);
    streams.close();
  }

  @Test
  void aBugEndsItsOwnStreamOnly() {
    StreamAnalyzer broken =
        (_, _, _, _) -> {
          throw new IllegalStateException("broken on purpose");
        };
    try (VideoStreams streams = streams(broken, 1)) {
      start(streams);
      assertEquals(new StreamOutcome.Failed(), listener.ended.join());
      assertTrue(source.isClosed());
      assertEquals(new Start.Started(), start(streams));
    }
  }

  @Test
  void atLeastOneMustBeAllowed() {
    assertThrows(IllegalArgumentException.class, () -> streams(UNTIL_CANCELLED, 0));
  }

  private Start start(VideoStreams streams) {
    return streams.start(REQUEST, source, listener, cancellation);
  }

  private static VideoStreams streams(StreamAnalyzer analyzer, int atOnce) {
    return new VideoStreams(analyzer, atOnce, Optional::empty);
  }
}
