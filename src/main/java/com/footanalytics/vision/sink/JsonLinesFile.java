package com.footanalytics.vision.sink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.footanalytics.vision.postprocess.Box;
import com.footanalytics.vision.postprocess.Detection;
import com.footanalytics.vision.probe.VideoInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code detections.jsonl}: a header line, a line for each frame, an end line; UTF-8. Whole lines
 * are handed to the operating system every few frames, so the part can be read while it grows. The
 * same run gives the same bytes. Not thread-safe.
 */
final class JsonLinesFile implements ResultFile {

  static final String SCHEMA = "footanalytics.detections/1";

  private static final int FRAMES_PER_FLUSH = 16;
  private static final JsonFactory JSON = new JsonFactory().setRootValueSeparator("");

  private final AtomicFile file;
  private final VideoInfo video;
  private final List<String> classes;
  private final OutputStream out;
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream(1 << 16);
  private final JsonGenerator json;
  private int framesWaiting;

  /** Starts the file and makes its header line readable. */
  JsonLinesFile(Path target, RunHeader header) {
    file = new AtomicFile(target);
    video = header.video();
    classes = header.classes();
    try {
      json = JSON.createGenerator(lines);
      writeHeader(header);
      out = Files.newOutputStream(file.part());
    } catch (IOException e) {
      throw file.failed(e);
    }
    try {
      flush();
    } catch (SinkException e) {
      close();
      throw e;
    }
  }

  void frame(FrameResult result) {
    try {
      json.writeStartObject();
      json.writeStringField("type", "frame");
      json.writeNumberField("frame", result.frame());
      json.writeNumberField("pts", result.ptsTicks());
      json.writeFieldName("time_s");
      json.writeNumber(Decimals.ofUnits(MediaTime.of(video, result.ptsTicks()).microseconds(), 6));
      if (result.corrupt()) {
        json.writeBooleanField("corrupt", true);
      }
      json.writeArrayFieldStart("objects");
      for (Detection detection : result.detections()) {
        writeObject(detection);
      }
      json.writeEndArray();
      endLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (++framesWaiting == FRAMES_PER_FLUSH) {
      flush();
    }
  }

  /** Makes every line so far readable in the part. */
  void flush() {
    try {
      lines.writeTo(out);
    } catch (IOException e) {
      throw file.failed(e);
    }
    lines.reset();
    framesWaiting = 0;
  }

  @Override
  public void prepare(RunEnd end) {
    try {
      writeEnd(end);
      flush();
      out.close();
    } catch (IOException e) {
      throw file.failed(e);
    }
    file.prepare();
  }

  @Override
  public void commit() {
    file.commit();
  }

  @Override
  public void close() {
    try (file) {
      out.close();
    } catch (IOException e) {
      throw file.failed(e);
    }
  }

  private void writeHeader(RunHeader header) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "header");
    json.writeStringField("schema", SCHEMA);
    HeaderJson.write(json, header);
    endLine();
  }

  private void writeObject(Detection detection) throws IOException {
    Box box = detection.box();
    json.writeStartObject();
    json.writeStringField("class", classes.get(detection.classIndex()));
    json.writeFieldName("score");
    json.writeNumber(Decimals.of(detection.score(), 3));
    json.writeArrayFieldStart("box");
    json.writeNumber(Decimals.of(box.x1(), 1));
    json.writeNumber(Decimals.of(box.y1(), 1));
    json.writeNumber(Decimals.of(box.x2(), 1));
    json.writeNumber(Decimals.of(box.y2(), 1));
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writeEnd(RunEnd end) throws IOException {
    FrameCounts frames = end.frames();
    json.writeStartObject();
    json.writeStringField("type", "end");
    json.writeObjectFieldStart("frames");
    json.writeNumberField("decoded", frames.decoded());
    json.writeNumberField("inferred", frames.inferred());
    json.writeNumberField("skipped", frames.skipped());
    json.writeNumberField("corrupt", frames.corrupt());
    json.writeNumberField("dropped", frames.dropped());
    json.writeEndObject();
    json.writeFieldName("duration_s");
    json.writeNumber(Decimals.of(end.durationSeconds(), 6));
    endLine();
  }

  private void endLine() throws IOException {
    json.writeEndObject();
    json.flush();
    lines.write('\n');
  }
}
