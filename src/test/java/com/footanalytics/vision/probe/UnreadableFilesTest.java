package com.footanalytics.vision.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.footanalytics.vision.testing.ClipTrack;
import com.footanalytics.vision.testing.TestingClips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadableFilesTest {

  @TempDir private Path folder;

  private static String reason(Path file) {
    return reason(file, ProbeLimits.DEFAULT);
  }

  private static String reason(Path file, ProbeLimits limits) {
    return switch (new VideoProbe(limits).probe(file)) {
      case Probe.Playable(VideoInfo video) -> throw new AssertionError(file + ": " + video);
      case Probe.Unreadable(String reason) -> reason;
    };
  }

  private Path text(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  @Test
  void whatIsNoFileIsSaidToBeNone() throws IOException {
    assertEquals("no such file", reason(folder.resolve("missing.mp4")));
    assertEquals("is a folder (expected: a video file)", reason(folder));
    assertEquals("the file is empty", reason(TestingClips.empty()));
  }

  @Test
  void aDeviceIsNotOpened() {
    assertEquals("not a regular file (expected: a video file)", reason(Path.of("/dev/zero")));
  }

  @Test
  void aFileWithoutPermissionIsSaidToHaveNone() throws IOException {
    Path file = Files.copy(TestingClips.plain(), folder.resolve("secret.mp4"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(file), "this user reads everything");
    assertEquals("may not be read (remedy: give this user read permission)", reason(file));
  }

  @Test
  void textAndNoiseAreNoVideo() throws IOException {
    byte[] noise = new byte[100_000];
    new Random(3).nextBytes(noise);
    Path noisy = Files.write(folder.resolve("noise.mp4"), noise);
    assertEquals("not a video: no container format is recognised", reason(noisy));
    assertEquals(
        "not a video: no container format is recognised", reason(text("a.mp4", "hello\n")));
  }

  @Test
  void soundAloneIsNoVideo() {
    Path sound = TestingClips.make("sound.mkv", "matroska", Map.of(), 5, new ClipTrack[0]);
    assertEquals("no video stream, only sound", reason(sound));
    assertTrue(reason(TestingClips.audioOnly()).startsWith("format wav is not taken"));
  }

  @Test
  void aCoverPictureIsNoVideo() {
    assertEquals("no video stream, only a cover picture", reason(TestingClips.coverArt()));
  }

  @Test
  void aTinyTrackAloneIsNoVideo() {
    Path tiny = TestingClips.make("tiny.mkv", ClipTrack.of("mpeg4", 10, 12, 4));
    assertEquals("picture of 10x12 (expected: at least 16 pixels on each side)", reason(tiny));
  }

  @Test
  void aSlantedPictureIsRefused() {
    assertEquals(
        "to be shown at an angle (expected: turned by a multiple of 90 degrees)",
        reason(TestingClips.slanted()));
  }

  @Test
  void aFileCutOffBeforeItsIndexIsDamaged() throws IOException {
    byte[] bytes = Files.readAllBytes(TestingClips.lateStart());
    Path cut = folder.resolve("cut.mov");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
    assertEquals("the mov header is damaged", reason(cut));
  }

  @Test
  void limitsAreNamedWithWhatBrokeThem() {
    Path plain = TestingClips.plain();
    Duration day = Duration.ofDays(1);
    assertEquals(
        "picture of 192x108 (expected: at most 20000 pixels)",
        reason(plain, new ProbeLimits(20_000, 100, day)));
    assertEquals(
        "24 frames (expected: at most 23)", reason(plain, new ProbeLimits(30_000, 23, day)));
    assertEquals(
        "lasts 1 s (expected: at most 0 s)",
        reason(plain, new ProbeLimits(30_000, 100, Duration.ofMillis(900))));
  }

  @Test
  void playlistsAreRefusedWhateverTheyName() throws IOException {
    Path plain = TestingClips.plain().toAbsolutePath();
    assertTrue(
        reason(text("list.mp4", "ffconcat version 1.0\nfile " + plain + "\n"))
            .startsWith("concat playlist that names other files"));
    assertTrue(
        reason(
                text(
                    "stream.mp4",
                    "<?xml version=\"1.0\"?>\n<MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\""
                        + " profiles=\"urn:mpeg:dash:profile:isoff-live:2011\"></MPD>\n"))
            .startsWith("dash playlist that names other files"));
    assertEquals(
        "not a video: no container format is recognised",
        reason(text("live.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n" + plain + "\n")));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 16, 188, 1000, 5000})
  void noPrefixOfAVideoHangsOrThrows(int bytes) throws IOException {
    for (Path whole :
        new Path[] {
          TestingClips.plain(), TestingClips.transportStream(), TestingClips.aviWithBFrames()
        }) {
      byte[] all = Files.readAllBytes(whole);
      Path cut = folder.resolve("prefix-" + bytes + "-" + whole.getFileName());
      Files.write(cut, Arrays.copyOf(all, Math.min(bytes, all.length)));
      switch (new VideoProbe(ProbeLimits.DEFAULT).probe(cut)) {
        case Probe.Playable(VideoInfo video) -> assertTrue(video.width() > 0);
        case Probe.Unreadable(String reason) -> assertFalse(reason.contains("\n"));
      }
    }
  }
}
