package com.footanalytics.vision.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.probe.Probe;
import com.footanalytics.vision.probe.ProbeLimits;
import com.footanalytics.vision.probe.VideoInfo;
import com.footanalytics.vision.probe.VideoProbe;
import com.footanalytics.vision.testing.ClipTrack;
import com.footanalytics.vision.testing.TestingClips;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small files that claim pictures for which no memory may be taken. */
class DecoderBombTest {

  private static final int HUGE = 16_384;
  private static final long LIMIT = ProbeLimits.DEFAULT.maxPixels();

  /** One picture of the size claimed takes 400 MB, and a decoder takes several. */
  private static final long MOST_MEMORY = 150L << 20;

  @TempDir private Path folder;

  private static Probe probe(Path file) {
    return new VideoProbe(ProbeLimits.DEFAULT).probe(file);
  }

  /** The most resident memory that this process ever had, in bytes. */
  private static long peakMemory() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElseThrow();
  }

  private Path av1Claiming(int side, int fromFrame) throws IOException {
    Path whole =
        TestingClips.make(
            "av1.ivf",
            "ivf",
            Map.of(),
            0,
            ClipTrack.of("libaom-av1", 96, 64, 12).option("g", "4").option("cpu-used", "8"));
    return Files.write(
        folder.resolve("claims-%d-%d.ivf".formatted(side, fromFrame)),
        Av1Header.claiming(Files.readAllBytes(whole), side, fromFrame));
  }

  @Test
  void anAv1FileThatClaimsAHugePictureIsRefusedAtOnce() throws IOException {
    assertInstanceOf(Probe.Playable.class, probe(av1Claiming(4096, 0)));
    Path bomb = av1Claiming(HUGE, 0);
    long before = peakMemory();
    assertEquals(
        new Probe.Unreadable(
            "picture of 16384x16384 (expected: at most %d pixels)".formatted(LIMIT)),
        probe(bomb));
    assertTrue(peakMemory() - before < MOST_MEMORY);
  }

  @Test
  void anAv1PictureThatGrowsHugeOnTheWayIsNotDecoded() throws IOException, InterruptedException {
    Path file = av1Claiming(HUGE, 4);
    VideoInfo video = Decoding.probe(file);
    long before = peakMemory();
    Decoding decoding = Decoding.of(file, video, Decoding.ONE_THREAD);
    assertTrue(peakMemory() - before < MOST_MEMORY);
    assertTrue(decoding.report().frames() < 12);
    assertTrue(decoding.report().corruptPackets() > 0);
  }

  /** The size stands in the header of every picture. */
  @Test
  void aJpegThatClaimsAHugePictureIsNotDecoded() throws IOException {
    Path whole =
        TestingClips.make(
            "motion.mkv", ClipTrack.of("mjpeg", 96, 64, 4).pixelFormat(avutil.AV_PIX_FMT_YUVJ420P));
    byte[] bytes = Files.readAllBytes(whole);
    for (int at = 0; at + 9 < bytes.length; at++) {
      if (bytes[at] == (byte) 0xFF && bytes[at + 1] == (byte) 0xC0 && bytes[at + 4] == 8) {
        ByteBuffer.wrap(bytes).putShort(at + 5, (short) 65_000).putShort(at + 7, (short) 65_000);
      }
    }
    Path bomb = Files.write(folder.resolve("bomb.mkv"), bytes);
    long before = peakMemory();
    assertInstanceOf(Probe.Unreadable.class, probe(bomb));
    assertTrue(peakMemory() - before < MOST_MEMORY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yuv420p",
        "yuv422p",
        "yuv444p",
        "gbrp",
        "gray",
        "yuv420p10le",
        "yuv422p12le",
        "yuv444p12le"
      })
  void theFormatOfAv1IsWhatItsDecoderDelivers(String name) throws InterruptedException {
    int format = avutil.av_get_pix_fmt(name);
    for (String ending : new String[] {"mp4", "mkv"}) {
      Path file =
          TestingClips.make(
              "av1-%s.%s".formatted(name, ending),
              ClipTrack.of("libaom-av1", 96, 64, 2).pixelFormat(format).option("cpu-used", "8"));
      VideoInfo video = Decoding.probe(file);
      assertEquals(name, video.pixelFormat());
      try (VideoDecoder decoder = VideoDecoder.open(file, video, Decoding.ONE_THREAD);
          Frame frame = assertInstanceOf(Decoded.Picture.class, decoder.next()).frame()) {
        assertEquals(format, frame.picture().format());
      }
    }
  }
}
