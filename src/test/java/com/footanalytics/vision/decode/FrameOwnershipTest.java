package com.footanalytics.vision.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.testing.TestingClips;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameOwnershipTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static VideoDecoder open(Path file, int framesOut) {
    return VideoDecoder.open(file, Decoding.probe(file), new DecodeSettings(1, framesOut, 10_000));
  }

  private static Frame picture(Decoded decoded) {
    return assertInstanceOf(Decoded.Picture.class, decoded).frame();
  }

  private static <T> FutureTask<T> start(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofPlatform().daemon().start(task);
    return task;
  }

  private static Thread startAndAwaitWaiting(FutureTask<?> task) {
    Thread thread = Thread.ofPlatform().daemon().start(task);
    while (thread.getState() != Thread.State.WAITING && !task.isDone()) {
      Thread.onSpinWait();
    }
    return thread;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void noMoreFramesAreOutThanAllowed(int framesOut) {
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          LinkedBlockingQueue<Decoded> handedOver = new LinkedBlockingQueue<>();
          AtomicInteger out = new AtomicInteger();
          AtomicInteger most = new AtomicInteger();
          FutureTask<Integer> decoding =
              start(() -> {
                try (VideoDecoder decoder = open(TestingClips.bFrames(), framesOut)) {
                  while (true) {
                    Decoded next = decoder.next();
                    if (next instanceof Decoded.Picture) {
                      most.accumulateAndGet(out.incrementAndGet(), Math::max);
                    }
                    handedOver.put(next);
                    if (!(next instanceof Decoded.Picture)) {
                      return most.get();
                    }
                  }
                }
              });
          Random random = new Random(framesOut);
          Deque<Frame> held = new ArrayDeque<>();
          int received = 0;
          Decoded next = handedOver.take();
          while (next instanceof Decoded.Picture(Frame frame)) {
            received++;
            held.add(frame);
            while (held.size() == framesOut || (!held.isEmpty() && random.nextInt(3) == 0)) {
              out.decrementAndGet();
              held.remove().close();
            }
            next = handedOver.take();
          }
          held.forEach(Frame::close);
          assertEquals(24, received);
          assertTrue(decoding.get() <= framesOut, () -> "at once: " + most);
        });
  }

  @Test
  void theDecoderWaitsUntilAFrameComesBack() {
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          try (VideoDecoder decoder = open(TestingClips.plain(), 2)) {
            Frame first = picture(decoder.next());
            Frame second = picture(decoder.next());
            FutureTask<Decoded> third = new FutureTask<>(decoder::next);
            startAndAwaitWaiting(third);
            assertTrue(!third.isDone());
            first.close();
            assertEquals(1024, picture(third.get()).ptsTicks());
            assertEquals(512, second.ptsTicks());
            second.close();
          }
        });
  }

  @Test
  void theEndNeedsNoFreeFrame() {
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          try (VideoDecoder decoder = open(TestingClips.variableRate(), 8)) {
            List<Frame> held = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
              held.add(picture(decoder.next()));
            }
            assertInstanceOf(Decoded.End.class, decoder.next());
            held.forEach(Frame::close);
          }
        });
  }

  @Test
  void anInterruptEndsTheWaitAndLosesNoPicture() {
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          try (VideoDecoder decoder = open(TestingClips.plain(), 1)) {
            Frame first = picture(decoder.next());
            FutureTask<Boolean> interrupted =
                new FutureTask<>(() -> {
                  assertThrows(InterruptedException.class, decoder::next);
                  return true;
                });
            startAndAwaitWaiting(interrupted).interrupt();
            assertTrue(interrupted.get());
            first.close();
            try (Frame second = picture(decoder.next())) {
              assertEquals(1, second.index());
              assertEquals(512, second.ptsTicks());
            }
          }
        });
  }

  @Test
  void anInterruptBeforeTheCallIsNoticed() throws InterruptedException {
    try (VideoDecoder decoder = open(TestingClips.plain(), 1)) {
      Thread.currentThread().interrupt();
      assertThrows(InterruptedException.class, decoder::next);
      try (Frame first = picture(decoder.next())) {
        assertEquals(0, first.ptsTicks());
      }
    }
  }

  @Test
  void framesOutliveTheirDecoder() throws Exception {
    Frame frame;
    try (VideoDecoder decoder = open(TestingClips.plain(), 3)) {
      picture(decoder.next()).close();
      frame = picture(decoder.next());
    }
    assertEquals(TestingClips.luma(1), Decoding.luma(frame), 2);
    FutureTask<Boolean> elsewhere =
        start(() -> {
          frame.close();
          return true;
        });
    assertTrue(elsewhere.get());
    assertThrows(IllegalStateException.class, frame::picture);
  }

  @Test
  void aClosedDecoderSaysSo() {
    VideoDecoder decoder = open(TestingClips.plain(), 1);
    decoder.close();
    decoder.close();
    assertThrows(IllegalStateException.class, decoder::next);
  }

  @Test
  void openingDecodingAndClosingLeavesNoMemoryBehind() throws InterruptedException {
    Path file = TestingClips.plain();
    for (int i = 0; i < 30; i++) {
      Decoding.of(file);
    }
    long before = Pointer.physicalBytes();
    for (int i = 0; i < 300; i++) {
      Decoding.of(file);
      try (VideoDecoder decoder = open(file, 2)) {
        picture(decoder.next()).close();
      }
    }
    long grown = Pointer.physicalBytes() - before;
    assertTrue(grown < 100L << 20, () -> grown + " bytes more");
  }
}
