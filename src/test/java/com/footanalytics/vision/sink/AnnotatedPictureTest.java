package com.footanalytics.vision.sink;

import static com.footanalytics.vision.sink.TestingRuns.CLASSES;
import static com.footanalytics.vision.sink.TestingRuns.end;
import static com.footanalytics.vision.sink.TestingRuns.video;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT2020;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_SMPTE2084;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.footanalytics.vision.decode.Frame;
import com.footanalytics.vision.decode.TestingFrames;
import com.footanalytics.vision.probe.Orientation;
import com.footanalytics.vision.probe.Ratio;
import com.footanalytics.vision.probe.TimeBase;
import com.footanalytics.vision.probe.VideoInfo;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of sizes, formats, colours and orientations in the annotated video. */
class AnnotatedPictureTest {

  private static final TimeBase TICKS = new TimeBase(1, 12800);

  @TempDir Path folder;

  @AfterEach
  void everyFrameIsClosed() {
    assertEquals(0, TestingFrames.open());
  }

  @Test
  void coloursAreTheSourcesOwn() {
    Frame frame = flat(AV_PIX_FMT_YUV420P, 64, 64, 0, 120, 90, 200);
    new Colours(AVCOL_SPC_BT709, AVCOL_PRI_BT709, AVCOL_TRC_BT709, AVCOL_RANGE_MPEG)
        .tag(frame.picture());
    var stream = TestingMedia.stream(write(upright(64, 64), frame));
    assertEquals("bt709", stream.get("color_space"));
    assertEquals("bt709", stream.get("color_primaries"));
    assertEquals("bt709", stream.get("color_transfer"));
    assertEquals("tv", stream.get("color_range"));
  }

  @Test
  void wideGamutKeepsItsTags() {
    Frame frame = flat(AV_PIX_FMT_YUV420P, 64, 64, 0, 120, 90, 200);
    new Colours(AVCOL_SPC_BT2020_NCL, AVCOL_PRI_BT2020, AVCOL_TRC_SMPTE2084, AVCOL_RANGE_MPEG)
        .tag(frame.picture());
    var stream = TestingMedia.stream(write(upright(64, 64), frame));
    assertEquals("bt2020nc", stream.get("color_space"));
    assertEquals("bt2020", stream.get("color_primaries"));
    assertEquals("smpte2084", stream.get("color_transfer"));
  }

  @ParameterizedTest
  @CsvSource({AV_PIX_FMT_YUVJ420P + ", 0", AV_PIX_FMT_YUVJ422P + ", 1", AV_PIX_FMT_YUV420P + ", 0"})
  void fullRangeStaysFullRange(int format, int chromaShift) {
    Frame frame = flat(format, 64, 64, chromaShift, 250, 90, 200);
    frame.picture().color_range(AVCOL_RANGE_JPEG);
    Path file = write(upright(64, 64), frame);
    assertEquals("pc", TestingMedia.stream(file).get("color_range"));
    expect(file, 250, 90, 200);
  }

  @Test
  void fourTwoTwoIsConverted() {
    expect(write(upright(64, 64), flat(AV_PIX_FMT_YUV422P, 64, 64, 1, 120, 90, 200)), 120, 90, 200);
  }

  @Test
  void tenBitIsConverted() {
    int format = org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P10();
    byte[] samples = new byte[64 * 64 * 3];
    fillWords(samples, 0, 64 * 64, 480);
    fillWords(samples, 64 * 64, 32 * 32, 360);
    fillWords(samples, 64 * 64 + 32 * 32, 32 * 32, 800);
    Frame frame = TestingFrames.of(format, 64, 64, samples, 0, 100);
    expect(write(upright(64, 64), frame), 120, 90, 200);
  }

  @Test
  void rgbIsConvertedWithTheMatrixItIsTaggedWith() {
    byte[] samples = new byte[64 * 64 * 3];
    for (int i = 0; i < samples.length; i += 3) {
      samples[i] = (byte) 255;
    }
    Path file = write(upright(64, 64), TestingFrames.of(AV_PIX_FMT_RGB24, 64, 64, samples, 0, 100));
    assertEquals("smpte170m", TestingMedia.stream(file).get("color_space"));
    expect(file, 81, 90, 240);
  }

  @ParameterizedTest
  @CsvSource({
    "0, false, 0, 0", "90, false, 1, 0", "180, false, 1, 1", "270, false, 0, 1",
    "0, true, 1, 0", "90, true, 1, 1", "180, true, 0, 1", "270, true, 0, 0",
  })
  void turnedVideosAreWrittenUpright(int degrees, boolean mirrored, int right, int down) {
    VideoInfo video = video(512, 256, new Orientation(degrees, mirrored), TICKS);
    byte[] samples = new byte[512 * 256 * 3 / 2];
    Arrays.fill(samples, 0, 512 * 256, (byte) 60);
    Arrays.fill(samples, 512 * 256, samples.length, (byte) 128);
    for (int row = 0; row < 128; row++) {
      Arrays.fill(samples, row * 512, row * 512 + 256, (byte) 200);
    }
    Path file = write(video, TestingFrames.of(AV_PIX_FMT_YUV420P, 512, 256, samples, 0, 100));
    TestingMedia.Picture picture = TestingMedia.pictures(file).getFirst();
    for (int x : new int[] {0, 1}) {
      for (int y : new int[] {0, 1}) {
        int luma =
            picture.luma(
                video.displayWidth() * (2 * x + 1) / 4, video.displayHeight() * (2 * y + 1) / 4);
        assertEquals(x == right && y == down ? 200 : 60, luma, 8, x + ", " + y);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "63, 47, 64, 48",
    "64, 47, 64, 48",
    "16, 16, 16, 16",
    "8, 20, 16, 40",
    "1, 1, 16, 16",
    "5000, 100, 2500, 50",
  })
  void sizesTheEncoderCannotTakeAreBroughtNear(int width, int height, int encoded, int lines) {
    Path file =
        write(upright(width, height), flat(AV_PIX_FMT_YUV420P, width, height, 0, 120, 90, 200));
    var stream = TestingMedia.stream(file);
    assertEquals(encoded + "x" + lines, stream.get("width") + "x" + stream.get("height"));
  }

  @Test
  void aFrameOfAnotherSizeIsScaledToTheVideos() {
    Path file =
        write(
            upright(64, 64),
            flat(AV_PIX_FMT_YUV420P, 64, 64, 0, 120, 90, 200),
            flat(AV_PIX_FMT_YUV420P, 128, 96, 0, 60, 128, 128),
            flat(AV_PIX_FMT_YUV422P, 64, 64, 1, 200, 128, 128));
    List<TestingMedia.Picture> pictures = TestingMedia.pictures(file);
    assertEquals(3, pictures.size());
    assertEquals(120, pictures.get(0).luma(40, 10), 6);
    assertEquals(60, pictures.get(1).luma(40, 10), 6);
    assertEquals(200, pictures.get(2).luma(40, 10), 6);
  }

  @ParameterizedTest
  @CsvSource({"0, 4:3", "90, 3:4"})
  void theShapeOfPixelsIsCarried(int degrees, String aspect) {
    VideoInfo plain = video(64, 64, new Orientation(degrees, false), TICKS);
    VideoInfo video =
        new VideoInfo(
            0,
            plain.container(),
            plain.codec(),
            plain.pixelFormat(),
            64,
            64,
            plain.orientation(),
            new Ratio(4, 3),
            TICKS,
            100,
            plain.nominalFrameRate(),
            OptionalLong.empty(),
            OptionalDouble.empty());
    Path file = write(video, flat(AV_PIX_FMT_YUV420P, 64, 64, 0, 120, 90, 200));
    assertEquals(aspect, TestingMedia.stream(file).get("sample_aspect_ratio"));
  }

  private static void expect(Path file, int luma, int cb, int cr) {
    TestingMedia.Picture picture = TestingMedia.pictures(file).getFirst();
    assertEquals(luma, picture.luma(32, 16), 3, "luma");
    assertEquals(cb, picture.cb(32, 16), 3, "cb");
    assertEquals(cr, picture.cr(32, 16), 3, "cr");
  }

  private Path write(VideoInfo video, Frame... frames) {
    Path file = folder.resolve("annotated.mp4");
    try (var writer = new AnnotatedVideoWriter(file, video, CLASSES, 1)) {
      for (int i = 0; i < frames.length; i++) {
        try (Frame frame = frames[i]) {
          writer.frame(frame, TestingRuns.frame(i));
        }
      }
      writer.finish(end(frames.length));
    }
    return file;
  }

  private static VideoInfo upright(int width, int height) {
    return video(width, height, Orientation.UPRIGHT, TICKS);
  }

  private static Frame flat(
      int format, int width, int height, int chromaDoublings, int luma, int cb, int cr) {
    int lumas = width * height;
    int chromas = (Math.ceilDiv(width, 2) * Math.ceilDiv(height, 2)) << chromaDoublings;
    byte[] samples = new byte[lumas + 2 * chromas];
    Arrays.fill(samples, 0, lumas, (byte) luma);
    Arrays.fill(samples, lumas, lumas + chromas, (byte) cb);
    Arrays.fill(samples, lumas + chromas, samples.length, (byte) cr);
    return TestingFrames.of(format, width, height, samples, 0, 100);
  }

  private static void fillWords(byte[] samples, int from, int count, int value) {
    for (int i = from; i < from + count; i++) {
      samples[2 * i] = (byte) value;
      samples[2 * i + 1] = (byte) (value >> 8);
    }
  }
}
