package com.footanalytics.vision.sink;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.Loader;

/** What FFmpeg's own programs make of a file, so that the writer is not judged by itself. */
final class TestingMedia {

  private static final String FFMPEG = Loader.load(org.bytedeco.ffmpeg.ffmpeg.class);
  private static final String FFPROBE = Loader.load(org.bytedeco.ffmpeg.ffprobe.class);

  private TestingMedia() {}

  /** The fields of the file's only stream by name. */
  static Map<String, String> stream(Path file) {
    Map<String, String> fields = new TreeMap<>();
    for (String line : probe(file, "-show_streams")) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        fields.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return fields;
  }

  /** The pts of every decoded frame, in ticks of the stream's time base. */
  static List<Long> framePts(Path file) {
    return probe(file, "-show_frames", "-show_entries", "frame=pts", "-of", "csv=p=0").stream()
        .map(line -> Long.valueOf(line.replace(",", "")))
        .toList();
  }

  /** Every frame of a video as decoded, in 8-bit 4:2:0, plane after plane. */
  static List<Picture> pictures(Path file) {
    Map<String, String> stream = stream(file);
    int width = Integer.parseInt(stream.getOrDefault("width", "0"));
    int height = Integer.parseInt(stream.getOrDefault("height", "0"));
    byte[] raw =
        output(
            FFMPEG,
            "-v",
            "error",
            "-i",
            file.toString(),
            "-fps_mode",
            "passthrough",
            "-f",
            "rawvideo",
            "-");
    int bytes = width * height * 3 / 2;
    List<Picture> pictures = new ArrayList<>();
    for (int at = 0; at + bytes <= raw.length; at += bytes) {
      pictures.add(new Picture(width, height, Arrays.copyOfRange(raw, at, at + bytes)));
    }
    return pictures;
  }

  private static List<String> probe(Path file, String... options) {
    List<String> command = new ArrayList<>(List.of(FFPROBE, "-v", "error"));
    command.addAll(List.of(options));
    command.add(file.toString());
    byte[] text = output(command.toArray(String[]::new));
    return new String(text, StandardCharsets.UTF_8).lines().toList();
  }

  private static byte[] output(String... command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder
          .environment()
          .put("LD_LIBRARY_PATH", String.valueOf(new File(command[0]).getParent()));
      Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
      byte[] output = process.getInputStream().readAllBytes();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + " failed");
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One decoded picture, even in both lengths. */
  static final class Picture {

    private final int width;
    private final int height;
    private final byte[] samples;

    private Picture(int width, int height, byte[] samples) {
      this.width = width;
      this.height = height;
      this.samples = samples;
    }

    int luma(int x, int y) {
      return Byte.toUnsignedInt(samples[y * width + x]);
    }

    int cb(int x, int y) {
      return Byte.toUnsignedInt(samples[width * height + y / 2 * (width / 2) + x / 2]);
    }

    int cr(int x, int y) {
      int chroma = width / 2 * (height / 2);
      return Byte.toUnsignedInt(samples[width * height + chroma + y / 2 * (width / 2) + x / 2]);
    }
  }
}
