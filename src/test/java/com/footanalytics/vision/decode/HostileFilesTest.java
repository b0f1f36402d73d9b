package com.footanalytics.vision.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.footanalytics.vision.probe.Probe;
import com.footanalytics.vision.probe.ProbeLimits;
import com.footanalytics.vision.probe.VideoInfo;
import com.footanalytics.vision.probe.VideoProbe;
import com.footanalytics.vision.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Odd and broken files from other projects' tests. Expected is what FFmpeg's own ffprobe counts,
 * where the file can be decoded, or the one reason why it cannot.
 */
class HostileFilesTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** Enough for all but the AV1 files, which are long. */
  private static final long MAX_FRAMES = 450;

  private static final long MAX_AV1_FRAMES = 40;

  private static final Map<String, String> EXPECTED =
      """
      0-timescale.mp4                    | no picture can be decoded from the h264 stream: its edit list hides them
      CAMA3_Sand_E.264                   | 50 pictures, pts 0 to 2352000 from 0, corrupt 0, lost 0
      FM2_SVA_C.264                      | no picture can be decoded from the h264 stream: damaged or incomplete
      bbb_642x642_768kbps_30fps_vp9.webm | 90 pictures, pts 0 to 2966666666 from 0, corrupt 0, lost 0
      bipbop_cbcs_video_init.mp4         | the video is encrypted (remedy: a copy without copy protection)
      bt709_full_range.mp4               | 30 pictures, pts 0 to 14848 from 0, corrupt 0, lost 0
      chunk_out_of_range.mp4             | the mov header is damaged
      edit_list_positive_shift.mp4       | 270 pictures, pts 15360 to 153088 from 15360, corrupt 0, lost 0
      h264_10bits.mp4                    | 30 pictures, pts 0 to 14848 from 0, corrupt 0, lost 0
      h265_10bits.mp4                    | 30 pictures, pts 0 to 14848 from 0, corrupt 0, lost 0
      hlg10-color-test.mp4               | 9 pictures, pts 0 to 24008 from 0, corrupt 0, lost 0
      invalid_userdata.mp4               | no picture can be decoded from the h264 stream: damaged or incomplete
      long_1080p_av1.mp4                 | more than 40 frames
      long_4k_av1.mp4                    | more than 40 frames
      nasa_13013.mp4                     | 390 pictures, pts 0 to 389389 from 0, corrupt 0, lost 0
      read_passwd.avi                    | no video stream
      sample_empty_track.mp4             | 30 pictures, pts 0 to 87086 from 0, corrupt 0, lost 0
      sample_fragmented.mp4              | 30 pictures, pts 2002 to 31031 from 2002, corrupt 0, lost 0
      sample_h262_mpeg_audio.ts          | 3 pictures, pts 129003 to 135009 from 129003, corrupt 0, lost 0
      sample_missing_stsd.mp4            | 30 pictures, pts 0 to 29029 from 0, corrupt 0, lost 0
      sample_rotate_and_reflect.mp4      | 30 pictures, pts 0 to 29029 from 0, corrupt 0, lost 0
      sample_sef_super_slow_motion.mp4   | 435 pictures, pts 0 to 1302000 from 0, corrupt 0, lost 0
      sample_with_invalid_nalu.mp4       | 29 pictures, pts 0 to 29029 from 0, corrupt 0, lost 1
      sample_with_junk                   | 3 pictures, pts 129003 to 135009 from 129003, corrupt 0, lost 0
      ssrf_ffmpeg.avi                    | not a video: no container format is recognised
      station.1080p.h264                 | 10 pictures, pts 0 to 432000 from 0, corrupt 10, lost 0
      subsample_encrypted_altref.webm    | the video is encrypted (remedy: a copy without copy protection)
      trim_optimization_failure.mp4      | 167 pictures, pts 0 to 499974 from 0, corrupt 0, lost 0
      video_rotation_90.mp4              | 1 pictures, pts 0 to 0 from 0, corrupt 0, lost 0
      zero_empty_stsc.mp4                | no picture can be decoded from the h264 stream: damaged or incomplete
      """
          .lines()
          .map(line -> line.split(" +\\| ", 2))
          .collect(Collectors.toMap(columns -> columns[0], columns -> columns[1]));

  @TestFactory
  Stream<DynamicTest> everyFileGivesItsPicturesOrOneReason() throws IOException {
    Path folder = SharedData.require("hostile");
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files = entries.filter(file -> !file.toString().endsWith(".tsv")).sorted().toList();
    }
    return files.stream()
        .map(file ->
            DynamicTest.dynamicTest(
                file.getFileName().toString(),
                () ->
                    assertTimeoutPreemptively(
                        LIMIT,
                        () ->
                            assertEquals(
                                EXPECTED.get(file.getFileName().toString()), answer(file)))));
  }

  @Test
  void theStreamTheSizeAndTheTurnAreTheRightOnes() {
    VideoInfo nasa = Decoding.probe(SharedData.require("hostile/nasa_13013.mp4"));
    assertEquals(3, nasa.streamIndex());
    assertEquals(480, nasa.width());
    VideoInfo transposed =
        Decoding.probe(SharedData.require("hostile/sample_rotate_and_reflect.mp4"));
    assertEquals(270, transposed.orientation().clockwiseDegrees());
    assertEquals(true, transposed.orientation().mirrored());
    VideoInfo turned = Decoding.probe(SharedData.require("hostile/video_rotation_90.mp4"));
    assertEquals(60, turned.displayWidth());
    assertEquals(100, turned.displayHeight());
  }

  private static String answer(Path file) throws InterruptedException {
    return switch (new VideoProbe(ProbeLimits.DEFAULT).probe(file)) {
      case Probe.Unreadable(String reason) -> reason;
      case Probe.Playable(VideoInfo video) -> decoded(file, video);
    };
  }

  private static String decoded(Path file, VideoInfo video) throws InterruptedException {
    long maxFrames = video.codec().equals("av1") ? MAX_AV1_FRAMES : MAX_FRAMES;
    Decoding decoding = Decoding.of(file, video, new DecodeSettings(2, 4, maxFrames));
    return switch (decoding.last()) {
      case Decoded.Picture _ -> throw new AssertionError("not ended");
      case Decoded.Failed(String reason, DecodeReport _) -> reason;
      case Decoded.End(DecodeReport report) ->
          "%d pictures, pts %d to %d from %d, corrupt %d, lost %d"
              .formatted(
                  report.frames(),
                  decoding.pts().getFirst(),
                  decoding.pts().getLast(),
                  video.startPtsTicks(),
                  report.corruptFrames(),
                  report.corruptPackets());
    };
  }
}
