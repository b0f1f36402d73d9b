package com.footanalytics.vision.decode;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.probe.ByteSource;
import com.footanalytics.vision.probe.OpenVideo;
import com.footanalytics.vision.probe.ProbeLimits;
import com.footanalytics.vision.probe.Streamability;
import com.footanalytics.vision.probe.UnreadableException;
import com.footanalytics.vision.probe.VideoInfo;
import com.footanalytics.vision.probe.VideoProbe;
import com.footanalytics.vision.testing.SharedData;
import com.footanalytics.vision.testing.TestingClips;
import com.footanalytics.vision.testing.TestingSource;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StreamedVideoTest {

  private static final int FIRST_PICTURES = 40;
  private static final VideoProbe PROBE = new VideoProbe(ProbeLimits.DEFAULT);

  static Stream<Path> clips() {
    return Stream.of(
        TestingClips.plain(),
        TestingClips.variableRate(),
        TestingClips.tenBit(),
        TestingClips.twoSizes(),
        TestingClips.interlaced(),
        TestingClips.transportStream(),
        TestingClips.sizeChange(),
        TestingClips.corrupt(),
        TestingClips.truncated(),
        TestingClips.truncatedTransportStream(),
        TestingClips.movingSquares("ts"),
        TestingClips.movingSquares("fragmented.mp4"),
        TestingClips.movingSquares("index-first.mp4"),
        TestingClips.movingSquares("mkv"),
        TestingClips.movingSquares("live.mkv"));
  }

  @ParameterizedTest
  @MethodSource("clips")
  void picturesAreThoseOfTheFile(Path clip) throws InterruptedException {
    Decoding file = Decoding.of(clip);
    for (int atOnce : new int[] {1 << 20, 777}) {
      Decoding stream = streamed(TestingSource.of(clip, atOnce));
      assertEquals(file.pts(), stream.pts());
      assertEquals(file.lumas(), stream.lumas());
      assertEquals(file.corrupt(), stream.corrupt());
      assertEquals(file.report(), stream.report());
    }
  }

  @ParameterizedTest
  @MethodSource("clips")
  void whatTheProbeSaysOfPicturesAndClockIsTheSame(Path clip) {
    VideoInfo file = Decoding.probe(clip);
    try (OpenVideo video = PROBE.open(TestingSource.of(clip, 4096))) {
      VideoInfo stream = video.info();
      assertEquals(file.codec(), stream.codec());
      assertEquals(file.displayWidth(), stream.displayWidth());
      assertEquals(file.displayHeight(), stream.displayHeight());
      assertEquals(file.timeBase(), stream.timeBase());
      assertEquals(file.startPtsTicks(), stream.startPtsTicks());
      assertEquals(file.nominalFrameRate(), stream.nominalFrameRate());
      assertEquals(file.streamIndex(), stream.streamIndex());
    }
  }

  @TestFactory
  Stream<DynamicTest> foreignFilesThatCanBeStreamedGiveTheSame() {
    return Stream.of("hostile", "clips")
        .map(SharedData::require)
        .flatMap(folder -> Stream.of(requireNonNull(folder.toFile().listFiles())))
        .map(File::toPath)
        .filter(StreamedVideoTest::isStreamable)
        .sorted()
        .map(file ->
            DynamicTest.dynamicTest(
                file.getFileName().toString(),
                () -> {
                  String expected = told(() -> PROBE.open(file));
                  assertEquals(expected, told(() -> PROBE.open(TestingSource.of(file, 5000))));
                }));
  }

  private static boolean isStreamable(Path file) {
    byte[] content = TestingSource.content(file);
    return Streamability.of(content, content.length, true) == Streamability.STREAMABLE;
  }

  /** The timestamps of the first pictures, or why there are none. */
  private static String told(Supplier<OpenVideo> opening) throws InterruptedException {
    List<Long> pts = new ArrayList<>();
    try (VideoDecoder decoder = VideoDecoder.open(opening.get(), Decoding.ONE_THREAD)) {
      Decoded next = decoder.next();
      while (next instanceof Decoded.Picture(Frame frame) && pts.size() < FIRST_PICTURES) {
        pts.add(frame.ptsTicks());
        frame.close();
        next = decoder.next();
      }
      if (next instanceof Decoded.Picture(Frame frame)) {
        frame.close();
        return pts.toString();
      }
      return pts + " " + next;
    } catch (UnreadableException | DecodeException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void aStreamThatIsNoVideoIsUnreadable() {
    byte[] text = "no video at all\n".repeat(1000).getBytes(StandardCharsets.UTF_8);
    assertThrows(UnreadableException.class, () -> PROBE.open(TestingSource.of(text, 100)));
    assertThrows(UnreadableException.class, () -> PROBE.open(TestingSource.of(new byte[0], 100)));
    byte[] playlist = "ffconcat version 1.0\nfile /etc/passwd\n".getBytes(StandardCharsets.UTF_8);
    UnreadableException refused =
        assertThrows(UnreadableException.class, () -> PROBE.open(TestingSource.of(playlist, 100)));
    String reason = String.valueOf(refused.getMessage());
    assertTrue(reason.contains("playlist"), reason);
  }

  @Test
  void whatTheSourceThrowsIsThrownAsItWas() throws InterruptedException {
    byte[] content = TestingSource.content(TestingClips.movingSquares("ts"));
    var failure = new IllegalStateException("too much");
    assertSame(
        failure,
        assertThrows(
            IllegalStateException.class, () -> PROBE.open(failingAfter(content, 100, failure))));
    OpenVideo video = PROBE.open(failingAfter(content, content.length / 2, failure));
    try (VideoDecoder decoder = VideoDecoder.open(video, Decoding.ONE_THREAD)) {
      assertSame(failure, assertThrows(IllegalStateException.class, () -> drain(decoder)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2000, 12_000})
  void aSourceThatStallsIsLeftWhenItIsClosed(int afterBytes) throws Exception {
    TestingSource source =
        TestingSource.stalling(TestingClips.movingSquares("fragmented.mp4"), afterBytes);
    FutureTask<Void> decoding = new FutureTask<>(() -> drain(source), null);
    Thread thread = Thread.ofPlatform().daemon().start(decoding);
    source.awaitStall();
    assertFalse(decoding.isDone());
    source.close();
    Throwable cause = assertThrows(ExecutionException.class, decoding::get).getCause();
    assertInstanceOf(CancellationException.class, cause);
    thread.join();
  }

  @Test
  void anInterruptEndsTheWaitForBytesAndStaysSet() throws Exception {
    TestingSource source =
        TestingSource.stalling(TestingClips.movingSquares("fragmented.mp4"), 2000);
    FutureTask<Boolean> decoding =
        new FutureTask<>(() -> {
          assertThrows(CancellationException.class, () -> PROBE.open(source));
          return Thread.currentThread().isInterrupted();
        });
    Thread thread = Thread.ofPlatform().daemon().start(decoding);
    source.awaitStall();
    thread.interrupt();
    assertTrue(decoding.get());
  }

  /** What is lost with each stream is missing in every window; what else grows is not. */
  @Test
  void nativeMemoryComesBackFromStreamsThatAreLeft() throws Exception {
    leaveStreams(100);
    long leastGrown = Long.MAX_VALUE;
    for (int window = 0; window < 3; window++) {
      long before = Pointer.physicalBytes();
      leaveStreams(100);
      leastGrown = Math.min(leastGrown, Pointer.physicalBytes() - before);
    }
    assertTrue(leastGrown < 16L << 20, "bytes grown: " + leastGrown);
  }

  private static void leaveStreams(int count) throws Exception {
    Path clip = TestingClips.movingSquares("ts");
    for (int i = 0; i < count; i++) {
      byte[] head = Arrays.copyOf(TestingSource.content(clip), 40_000);
      try (VideoDecoder decoder =
          VideoDecoder.open(PROBE.open(TestingSource.of(head, 8192)), Decoding.ONE_THREAD)) {
        assertInstanceOf(Decoded.Picture.class, decoder.next()).frame().close();
      }
    }
  }

  private static Decoding streamed(ByteSource source) throws InterruptedException {
    return Decoding.of(VideoDecoder.open(PROBE.open(source), Decoding.ONE_THREAD));
  }

  private static void drain(ByteSource source) {
    try (VideoDecoder decoder = VideoDecoder.open(PROBE.open(source), Decoding.ONE_THREAD)) {
      drain(decoder);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void drain(VideoDecoder decoder) throws InterruptedException {
    while (decoder.next() instanceof Decoded.Picture(Frame frame)) {
      frame.close();
    }
  }

  private static ByteSource failingAfter(byte[] content, int bytes, RuntimeException failure) {
    TestingSource head = TestingSource.of(Arrays.copyOf(content, bytes), 1024);
    return new ByteSource() {
      @Override
      public int read(byte[] target, int offset, int length) throws InterruptedException {
        int read = head.read(target, offset, length);
        if (read == END) {
          throw failure;
        }
        return read;
      }

      @Override
      public void close() {
        head.close();
      }
    };
  }
}
