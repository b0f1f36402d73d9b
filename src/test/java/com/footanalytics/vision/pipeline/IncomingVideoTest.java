package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.probe.ByteSource;
import com.footanalytics.vision.testing.TestingClips;
import com.footanalytics.vision.testing.TestingSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncomingVideoTest {

  @ParameterizedTest
  @CsvSource({
    "ts, true, 1",
    "ts, true, 100000",
    "fragmented.mp4, true, 5000",
    "index-last.mp4, false, 7",
    "avi, false, 100000"
  })
  void theHeadThatWasLookedAtIsReadAgain(String container, boolean streamable, int atOnce)
      throws InterruptedException {
    Path clip = TestingClips.movingSquares(container);
    IncomingVideo video = new IncomingVideo(TestingSource.of(clip, atOnce), 1_000_000);
    assertEquals(streamable, video.isStreamable());
    assertArrayEquals(TestingSource.content(clip), all(video));
  }

  @Test
  void whatCanBeToldIsToldBeforeMoreComes() throws InterruptedException {
    TestingSource source = TestingSource.stalling(TestingClips.movingSquares("ts"), 5000);
    assertTrue(new IncomingVideo(source, 1_000_000).isStreamable());
    assertEquals(4096, source.taken());
  }

  @Test
  void asManyBytesAsMayBeAreTakenAndNotOneMore() throws InterruptedException {
    byte[] content = new byte[9000];
    IncomingVideo exact = new IncomingVideo(TestingSource.of(content, 1000), 9000);
    assertFalse(exact.isStreamable());
    assertEquals(9000, all(exact).length);
    IncomingVideo over = new IncomingVideo(TestingSource.of(content, 1000), 8999);
    assertFalse(over.isStreamable());
    assertEquals(8999, assertThrows(TooLargeException.class, () -> all(over)).maxBytes());
  }

  @Test
  void aSpooledFileIsWholeAndGoneInTheEnd(@TempDir Path folder) throws Exception {
    Path clip = TestingClips.movingSquares("avi");
    Path incoming = folder.resolve("incoming");
    try (SpoolFile file = SpoolFile.of(incoming, TestingSource.of(clip, 999))) {
      assertArrayEquals(TestingSource.content(clip), TestingSource.content(file.path()));
    }
    assertEquals(List.of(), files(incoming));
  }

  @Test
  void aSpooledFileThatBreaksOffLeavesNothing(@TempDir Path folder) throws IOException {
    IncomingVideo video = new IncomingVideo(TestingSource.of(new byte[9000], 1000), 5000);
    assertThrows(TooLargeException.class, () -> SpoolFile.of(folder, video));
    assertEquals(List.of(), files(folder));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static byte[] all(ByteSource source) throws InterruptedException {
    var bytes = new ByteArrayOutputStream();
    byte[] target = new byte[333];
    for (int read = source.read(target, 0, 333);
        read != ByteSource.END;
        read = source.read(target, 0, 333)) {
      bytes.write(target, 0, read);
    }
    return bytes.toByteArray();
  }
}
