package com.footanalytics.vision.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.testing.TestingClips;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransportStreamTest {

  private static byte[] withJunk(byte[] stream) {
    Random random = new Random(1);
    ByteArrayOutputStream junked = new ByteArrayOutputStream();
    for (int at = 0; at < stream.length; at += 188) {
      if (at % (188 * 20) == 0) {
        byte[] junk = new byte[150];
        random.nextBytes(junk);
        junked.writeBytes(junk);
      }
      junked.write(stream, at, 188);
    }
    return junked.toByteArray();
  }

  @Test
  void packetsInStepAreATransportStream() throws IOException {
    assertTrue(TransportStream.isIn(Files.readAllBytes(TestingClips.transportStream())));
  }

  @Test
  void junkBetweenPacketsDoesNotHideThem() throws IOException {
    byte[] stream = Files.readAllBytes(TestingClips.transportStream());
    assertTrue(TransportStream.isIn(withJunk(stream)));
  }

  @Test
  void otherContainersAndNoiseAreNot() throws IOException {
    byte[] noise = new byte[64 * 1024];
    new Random(2).nextBytes(noise);
    assertFalse(TransportStream.isIn(noise));
    assertFalse(TransportStream.isIn(Files.readAllBytes(TestingClips.plain())));
    assertFalse(TransportStream.isIn(new byte[0]));
  }

  @Test
  void aFewPacketsAreNotEnough() throws IOException {
    byte[] stream = Files.readAllBytes(TestingClips.transportStream());
    assertFalse(TransportStream.isIn(Arrays.copyOf(stream, 188 * 8)));
  }

  @Test
  void aStreamWithJunkIsProbedLikeTheCleanOne(@TempDir Path folder) throws IOException {
    Path clean = TestingClips.transportStream();
    Path junked = folder.resolve("junked");
    Files.write(junked, withJunk(Files.readAllBytes(clean)));
    VideoProbe probe = new VideoProbe(ProbeLimits.DEFAULT);
    assertEquals(
        assertPlayable(probe.probe(clean)).codec(), assertPlayable(probe.probe(junked)).codec());
    assertEquals("mpegts", assertPlayable(probe.probe(junked)).container());
  }

  private static VideoInfo assertPlayable(Probe probe) {
    return switch (probe) {
      case Probe.Playable(VideoInfo video) -> video;
      case Probe.Unreadable(String reason) -> throw new AssertionError(reason);
    };
  }
}
