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
import java.util.List;

/**
 * Lines of {@code detections.jsonl} as bytes, held until they are written out: a header, frames, an
 * end; UTF-8. The same values give the same bytes. Not thread-safe.
 */
public final class DetectionLines {

  static final String SCHEMA = "footanalytics.detections/1";

  private static final JsonFactory JSON = new JsonFactory().setRootValueSeparator("");

  private final VideoInfo video;
  private final List<String> classes;
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream(1 << 16);
  private final JsonGenerator json;

  /**
   * @param classes class names; a detection's index points here
   */
  public DetectionLines(VideoInfo video, List<String> classes) {
    this.video = video;
    this.classes = List.copyOf(classes);
    try {
      json = JSON.createGenerator(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds the first line. */
  public void header(RunHeader header) {
    line(() -> {
      json.writeStringField("type", "header");
      json.writeStringField("schema", SCHEMA);
      HeaderJson.write(json, header);
    });
  }

  /** Adds a frame's line. */
  public void frame(FrameResult result) {
    line(() -> {
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
    });
  }

  /** Adds the last line. */
  public void end(FrameCounts frames, double durationSeconds) {
    line(() -> {
      json.writeStringField("type", "end");
      json.writeObjectFieldStart("frames");
      json.writeNumberField("decoded", frames.decoded());
      json.writeNumberField("inferred", frames.inferred());
      json.writeNumberField("skipped", frames.skipped());
      json.writeNumberField("corrupt", frames.corrupt());
      json.writeNumberField("dropped", frames.dropped());
      json.writeEndObject();
      json.writeFieldName("duration_s");
      json.writeNumber(Decimals.of(durationSeconds, 6));
    });
  }

  /** Writes every line so far out and forgets it. */
  public void writeTo(OutputStream out) throws IOException {
    lines.writeTo(out);
    lines.reset();
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

  private void line(Fields fields) {
    try {
      json.writeStartObject();
      fields.write();
      json.writeEndObject();
      json.flush();
      lines.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Fields {
    void write() throws IOException;
  }
}
