package com.footanalytics.vision.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Small videos and pictures that tests make for themselves, once per JVM, under {@code
 * target/test-clips}, each JVM that runs tests in a folder of its own. Picture {@code n} of a clip
 * has the mean luma {@link #luma(int)}, so a test can tell which picture it was given. The files
 * are shared: tests read them only. Thread-safe.
 */
public final class TestingClips {

  private static final Path FOLDER =
      Path.of("target", "test-clips", System.getProperty("test.fork", "fork-1"));
  private static final Map<String, Path> MADE = new ConcurrentHashMap<>();
  private static final int FRAMES = 24;
  private static final int WIDTH = 192;
  private static final int HEIGHT = 108;

  private TestingClips() {}

  /** Writes the content of one file. */
  @FunctionalInterface
  public interface Maker {
    void make(Path file) throws IOException;
  }

  /** Mean luma, 0 to 255, of picture {@code index} of every clip; repeats after 28 pictures. */
  public static int luma(int index) {
    return ClipPicture.luma(index);
  }

  /** A file of that name, made by {@code maker} when it is first asked for. */
  public static Path file(String name, Maker maker) {
    return MADE.computeIfAbsent(
        name,
        key -> {
          try {
            Path file = FOLDER.resolve(key);
            Files.createDirectories(FOLDER);
            Files.deleteIfExists(file);
            maker.make(file);
            return file;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** A clip of these tracks; the container follows from the name's ending. */
  public static Path make(String name, ClipTrack... tracks) {
    return make(name, muxer(name), Map.of(), 0, tracks);
  }

  /** A clip of these tracks and, if more than 0, that many tenths of a second of tone. */
  public static Path make(
      String name,
      String muxer,
      Map<String, String> muxerOptions,
      int toneTenthsOfSecond,
      ClipTrack... tracks) {
    return file(
        name,
        file -> {
          try (ClipWriter writer = new ClipWriter(file, muxer)) {
            List.of(tracks).forEach(writer::addPictures);
            if (toneTenthsOfSecond > 0) {
              writer.addTone(toneTenthsOfSecond);
            }
            writer.write(muxerOptions);
          }
        });
  }

  private static String muxer(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "mp4" -> "mp4";
      case "mov" -> "mov";
      case "mkv" -> "matroska";
      case "avi" -> "avi";
      case "ts" -> "mpegts";
      case "h264" -> "h264";
      case "wav" -> "wav";
      case String ending -> throw new IllegalArgumentException("no muxer for " + ending);
    };
  }

  private static ClipTrack h264() {
    return ClipTrack.of("libopenh264", WIDTH, HEIGHT, FRAMES);
  }

  private static ClipTrack mpeg2() {
    return ClipTrack.of("mpeg2video", WIDTH, 112, FRAMES);
  }

  /** 24 pictures of H.264, 192x108, 25 a second, pts 0, 512, ... in 1/12800; moov in front. */
  public static Path plain() {
    return make("plain.mp4", "mp4", Map.of("movflags", "faststart"), 0, h264());
  }

  /** As {@link #plain()} with that many pictures of that size. */
  public static Path plain(int width, int height, int frames) {
    return make(
        "plain-%dx%d-%d.mp4".formatted(width, height, frames),
        ClipTrack.of("libopenh264", width, height, frames));
  }

  /** MPEG-4 with two B-pictures between others, MP4; pts 0, 512, ... in 1/12800. */
  public static Path bFrames() {
    return make("b-frames.mp4", ClipTrack.of("mpeg4", WIDTH, HEIGHT, FRAMES).option("bf", "2"));
  }

  /** Eight pictures at 0, 40, 80, 200, 240, 360, 1000, 1041 ms in Matroska. */
  public static Path variableRate() {
    return make(
        "variable-rate.mkv",
        ClipTrack.of("mpeg4", WIDTH, HEIGHT, 8)
            .pts(1000, 0L, 40L, 80L, 200L, 240L, 360L, 1000L, 1041L));
  }

  /** 192x108 coded, to be shown turned clockwise by 0, 90, 180 or 270 degrees. */
  public static Path rotated(int clockwiseDegrees) {
    return make(
        "rotated-%d.mp4".formatted(clockwiseDegrees), h264().matrix(turn(1, clockwiseDegrees)));
  }

  /** 192x108 coded, to be shown flipped left to right, then turned clockwise. */
  public static Path mirrored(int clockwiseDegrees) {
    return make(
        "mirrored-%d.mp4".formatted(clockwiseDegrees), h264().matrix(turn(-1, clockwiseDegrees)));
  }

  /** A display matrix that turns by 30 degrees. */
  public static Path slanted() {
    return make("slanted.mp4", h264().matrix(turn(1, 30)));
  }

  /** {@code x' = a x + c y, y' = b x + d y} in 16.16; FFmpeg's order is a b 0 c d 0 0 0 1. */
  private static Integer[] turn(int sideways, int clockwiseDegrees) {
    double angle = Math.toRadians(clockwiseDegrees);
    int cos = (int) Math.round(Math.cos(angle) * 65536);
    int sin = (int) Math.round(Math.sin(angle) * 65536);
    return new Integer[] {sideways * cos, sideways * sin, 0, -sin, cos, 0, 0, 0, 1 << 30};
  }

  /** Eight pictures of 96x64, lossless; a square of each class in turn moves to the right. */
  public static Path squares() {
    return make("squares.mkv", ClipTrack.of("ffv1", 96, 64, 8).squares(TestingClips::square));
  }

  /** The square of picture {@code index} of {@link #squares()}. */
  public static ClipSquare square(int index) {
    return new ClipSquare(4 + 8 * index, 8 + 4 * (index % 4), TestingModels.SQUARE_PX, index % 4);
  }

  /** 64x96 coded with a red square at (8, 20), to be shown as 96x64, turned clockwise by 90. */
  public static Path rotatedSquare() {
    return make(
        "rotated-square.mp4",
        ClipTrack.of("mpeg4", 64, 96, 4)
            .matrix(turn(1, 90))
            .squares(_ -> new ClipSquare(8, 20, TestingModels.SQUARE_PX, 0)));
  }

  /**
   * The same moving squares in that container, not lossless: {@code ts}, {@code fragmented.mp4},
   * {@code index-first.mp4}, {@code index-last.mp4}, {@code mkv}, {@code live.mkv} or {@code avi}.
   */
  public static Path movingSquares(String container) {
    Map<String, String> options =
        switch (container) {
          case "fragmented.mp4" -> Map.of("movflags", "frag_keyframe+empty_moov+default_base_moof");
          case "index-first.mp4" -> Map.of("movflags", "faststart");
          case "live.mkv" -> Map.of("live", "1");
          default -> Map.of();
        };
    String name = "moving-squares." + container;
    String encoder = container.equals("ts") ? "mpeg2video" : "mpeg4";
    ClipTrack track =
        ClipTrack.of(encoder, 96, 64, 60).option("bf", "2").squares(picture -> square(picture % 8));
    return make(name, muxer(name), options, 0, track);
  }

  /** 300 pictures of 320x192, each coded alone, in 2.4 MB of MPEG-TS. */
  public static Path largeStream() {
    return make(
        "large-stream.ts",
        ClipTrack.of("mpeg2video", 320, 192, 300).option("g", "1").option("b", "20000000"));
  }

  /** Ten bits a sample, lossless FFV1 in Matroska. */
  public static Path tenBit() {
    return make(
        "ten-bit.mkv",
        ClipTrack.of("ffv1", WIDTH, HEIGHT, FRAMES).pixelFormat(avutil.AV_PIX_FMT_YUV420P10LE));
  }

  /** Interlaced MPEG-2, 192x112, MPEG-TS. */
  public static Path interlaced() {
    return make("interlaced.ts", mpeg2().option("flags", "+ildct+ilme").option("top", "1"));
  }

  /** Motion JPEG with full-range samples (yuvj420p) in AVI. */
  public static Path motionJpeg() {
    return make(
        "motion-jpeg.avi",
        ClipTrack.of("mjpeg", WIDTH, HEIGHT, FRAMES).pixelFormat(avutil.AV_PIX_FMT_YUVJ420P));
  }

  /** MPEG-2 with B-pictures in MPEG-TS; 90 kHz pts that do not start at 0. */
  public static Path transportStream() {
    return make("transport-stream.ts", mpeg2().option("bf", "2"));
  }

  /** Coded from pts -5 on; an edit list hides what lies before 0, 19 of 24 pictures are shown. */
  public static Path editList() {
    Long[] pts = new Long[FRAMES];
    for (int i = 0; i < FRAMES; i++) {
      pts[i] = i - 5L;
    }
    return make("edit-list.mov", h264().pts(25, pts));
  }

  /** Starts one second late by an edit list; pts from 12800 in 1/12800. */
  public static Path lateStart() {
    Long[] pts = new Long[FRAMES];
    for (int i = 0; i < FRAMES; i++) {
      pts[i] = i + 25L;
    }
    return make("late-start.mov", h264().pts(25, pts));
  }

  /** Samples 16 wide by 11 high. */
  public static Path wideSamples() {
    return make("wide-samples.mp4", h264().sampleAspect(16, 11));
  }

  /** A 64x36 track in front of a 192x108 track, neither the default. */
  public static Path twoSizes() {
    return make(
        "two-sizes.mkv",
        ClipTrack.of("mpeg4", 64, 36, FRAMES).disposition(0),
        ClipTrack.of("mpeg4", WIDTH, HEIGHT, FRAMES).disposition(0));
  }

  /** A raw H.264 stream: no container, no timestamps. */
  public static Path rawH264() {
    return make("raw.h264", h264());
  }

  /** MPEG-4 with B-pictures in AVI, which has no presentation timestamps. */
  public static Path aviWithBFrames() {
    return make("b-frames.avi", ClipTrack.of("mpeg4", WIDTH, HEIGHT, FRAMES).option("bf", "2"));
  }

  /** A tone and no picture. */
  public static Path audioOnly() {
    return make("audio-only.wav", "wav", Map.of(), 10);
  }

  /** A tone with a cover picture. */
  public static Path coverArt() {
    return make(
        "cover-art.m4a",
        "mp4",
        Map.of(),
        10,
        ClipTrack.of("png", WIDTH, HEIGHT, 1)
            .pixelFormat(avutil.AV_PIX_FMT_RGB24)
            .disposition(avformat.AV_DISPOSITION_ATTACHED_PIC));
  }

  /** Nothing at all. */
  public static Path empty() {
    return file("empty.mp4", Files::createFile);
  }

  /** The first three quarters of {@link #plain()}: the index is whole, the pictures are not. */
  public static Path truncated() {
    return headOf(plain(), "truncated.mp4");
  }

  /** The first three quarters of {@link #transportStream()}. */
  public static Path truncatedTransportStream() {
    return headOf(transportStream(), "truncated.ts");
  }

  /** {@link #transportStream()} with flipped bits in the middle third. */
  public static Path corrupt() {
    Path whole = transportStream();
    return file(
        "corrupt.ts",
        file -> {
          byte[] bytes = Files.readAllBytes(whole);
          for (int i = bytes.length / 3; i < bytes.length * 2 / 3; i++) {
            if (i % 188 > 40 && i % 97 == 0) {
              bytes[i] ^= 0x55;
            }
          }
          Files.write(file, bytes);
        });
  }

  /** 24 pictures of 192x112, then 24 of 96x64, in one MPEG-2 transport stream. */
  public static Path sizeChange() {
    Path small = make("small.ts", ClipTrack.of("mpeg2video", 96, 64, FRAMES));
    Path large = make("large.ts", mpeg2());
    return file(
        "size-change.ts",
        file -> {
          Files.write(file, Files.readAllBytes(large));
          Files.write(file, Files.readAllBytes(small), StandardOpenOption.APPEND);
        });
  }

  private static Path headOf(Path whole, String name) {
    return file(
        name,
        file -> {
          byte[] bytes = Files.readAllBytes(whole);
          Files.write(file, Arrays.copyOf(bytes, bytes.length * 3 / 4));
        });
  }
}
