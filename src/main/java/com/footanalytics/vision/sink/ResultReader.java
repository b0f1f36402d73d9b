package com.footanalytics.vision.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.footanalytics.vision.postprocess.Box;
import com.footanalytics.vision.postprocess.Detection;
import com.footanalytics.vision.probe.TimeBase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code detections.jsonl} back, finished or still growing: a line is given out once it is
 * whole. Memory is bounded by the longest line. Not thread-safe.
 */
public final class ResultReader implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CHUNK_BYTES = 1 << 16;

  private final String name;
  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private byte[] chunk = {};
  private int next;
  private List<String> classes = List.of();
  private long lines;

  /**
   * Opens a file for reading.
   *
   * @throws SinkException if it cannot be read
   */
  public ResultReader(Path file) {
    this(opened(file), file.toString());
  }

  /**
   * Reads lines from wherever they are.
   *
   * @param in belongs to this reader from here on
   * @param name what errors call it
   */
  public ResultReader(InputStream in, String name) {
    this.in = in;
    this.name = name;
  }

  private static InputStream opened(Path file) {
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw new SinkException("cannot read " + file + ": " + e, e);
    }
  }

  /**
   * The next line, or empty if no further line is whole yet; may be asked again later.
   *
   * @throws SinkException if the file cannot be read or the line is not one of a result
   */
  public Optional<ResultLine> next() {
    try {
      while (next < chunk.length || refill()) {
        byte b = chunk[next++];
        if (b == '\n') {
          lines++;
          ResultLine parsed = parse(JSON.readTree(line.toByteArray()));
          line.reset();
          return Optional.of(parsed);
        }
        line.write(b);
      }
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      throw new SinkException(
          "cannot read %s, line %d: %s".formatted(name, lines, e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new SinkException("cannot read " + name + ": " + e, e);
    }
  }

  private boolean refill() throws IOException {
    chunk = in.readNBytes(CHUNK_BYTES);
    next = 0;
    return chunk.length > 0;
  }

  private ResultLine parse(JsonNode json) {
    String type = json.required("type").asText();
    return switch (type) {
      case "header" -> header(json);
      case "frame" -> new ResultLine.Found(frame(json));
      case "end" -> end(json);
      default -> new ResultLine.Other(type);
    };
  }

  private ResultLine header(JsonNode json) {
    List<String> names = new ArrayList<>();
    json.required("classes").forEach(name -> names.add(name.asText()));
    classes = List.copyOf(names);
    JsonNode video = json.required("video");
    String timeBase = video.required("timebase").asText();
    int slash = timeBase.indexOf('/');
    return new ResultLine.Header(
        classes,
        new TimeBase(
            Integer.parseInt(timeBase.substring(0, Math.max(0, slash))),
            Integer.parseInt(timeBase.substring(slash + 1))),
        video.required("start_pts").asLong());
  }

  private FrameResult frame(JsonNode json) {
    List<Detection> found = new ArrayList<>();
    for (JsonNode object : json.required("objects")) {
      String name = object.required("class").asText();
      int index = classes.indexOf(name);
      if (index < 0) {
        throw new IllegalArgumentException("class " + name + " (expected: one of " + classes + ")");
      }
      JsonNode box = object.required("box");
      found.add(
          new Detection(
              index,
              object.required("score").floatValue(),
              new Box(edge(box, 0), edge(box, 1), edge(box, 2), edge(box, 3))));
    }
    return new FrameResult(
        json.required("frame").asLong(),
        json.required("pts").asLong(),
        json.path("corrupt").asBoolean(),
        found);
  }

  private static ResultLine end(JsonNode json) {
    JsonNode frames = json.required("frames");
    return new ResultLine.End(
        new FrameCounts(
            frames.required("decoded").asLong(),
            frames.required("inferred").asLong(),
            frames.required("skipped").asLong(),
            frames.required("corrupt").asLong(),
            frames.required("dropped").asLong()),
        json.required("duration_s").asDouble());
  }

  private static float edge(JsonNode box, int index) {
    return box.required(index).floatValue();
  }
}
