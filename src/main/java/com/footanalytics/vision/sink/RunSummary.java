package com.footanalytics.vision.sink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.footanalytics.vision.decode.DecodeReport;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.OptionalDouble;

/** A run in numbers, counted while its frames pass, and as JSON at its end. Not thread-safe. */
public final class RunSummary {

  static final String SCHEMA = "footanalytics.summary/1";

  private static final JsonFactory JSON = new JsonFactory();
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<String> HEADER_FIELDS = List.of("video", "model", "classes", "options");

  private final HeaderFields header;
  private final Tally tally;

  private RunSummary(HeaderFields header, List<String> classes) {
    this.header = header;
    this.tally = new Tally(classes);
  }

  /** The summary of a run with that header. */
  public static RunSummary of(RunHeader header) {
    return new RunSummary(json -> HeaderJson.write(json, header), header.classes());
  }

  /**
   * The summary of a run whose detections begin with that line.
   *
   * @param headerLine the header as {@link DetectionLines} wrote it
   * @param classes class names as it lists them
   */
  public static RunSummary of(byte[] headerLine, List<String> classes) throws IOException {
    JsonNode fields = MAPPER.readTree(headerLine);
    return new RunSummary(
        json -> {
          for (String name : HEADER_FIELDS) {
            json.writeFieldName(name);
            MAPPER.writeTree(json, fields.required(name));
          }
        },
        classes);
  }

  /** Counts a frame. */
  public void frame(FrameResult result) {
    tally.add(result);
  }

  /**
   * Writes the summary.
   *
   * @param out stays the caller's
   */
  public void write(OutputStream out, RunEnd end) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      DefaultIndenter newLines = new DefaultIndenter("  ", "\n");
      json.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(newLines));
      json.writeStartObject();
      json.writeStringField("schema", SCHEMA);
      header.write(json);
      writeFrames(json, end);
      writeClasses(json);
      writePersons(json);
      number(json, "duration_s", end.durationSeconds(), 6);
      number(json, "wall_s", end.wallSeconds(), 3);
      if (end.wallSeconds() > 0) {
        number(json, "frames_per_second", end.frames().decoded() / end.wallSeconds(), 2);
      }
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void writeFrames(JsonGenerator json, RunEnd end) throws IOException {
    FrameCounts frames = end.frames();
    json.writeObjectFieldStart("frames");
    json.writeNumberField("decoded", frames.decoded());
    json.writeNumberField("inferred", frames.inferred());
    json.writeNumberField("skipped", frames.skipped());
    json.writeNumberField("corrupt", frames.corrupt());
    json.writeNumberField("dropped", frames.dropped());
    json.writeObjectFieldStart("reasons");
    json.writeObjectFieldStart("corrupt");
    json.writeNumberField("damage_reported_by_decoder", frames.corrupt());
    json.writeEndObject();
    json.writeObjectFieldStart("dropped");
    json.writeNumberField("not_inferred", frames.dropped());
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
    DecodeReport decode = end.decode();
    json.writeObjectFieldStart("decoding");
    json.writeNumberField("pictures", decode.frames());
    json.writeNumberField("pictures_with_damage", decode.corruptFrames());
    json.writeNumberField("packets_refused", decode.corruptPackets());
    json.writeNumberField("timestamps_synthesised", decode.synthesisedTimestamps());
    json.writeNumberField("timestamps_not_increasing", decode.nonMonotonicTimestamps());
    json.writeNumberField("size_changes", decode.sizeChanges());
    json.writeEndObject();
  }

  private void writeClasses(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("detections");
    for (Tally.ClassTally found : tally.classes()) {
      ScoreDistribution scores = found.scores();
      json.writeObjectFieldStart(found.name());
      json.writeNumberField("total", scores.total());
      number(json, "mean_per_frame", scores.total() / (double) Math.max(1, tally.frames()), 3);
      json.writeNumberField("frames_with_any", found.framesWith());
      json.writeObjectFieldStart("score");
      number(json, "mean", scores.mean(), 3);
      number(json, "median", scores.median(), 4);
      number(json, "bin_width", 1.0 / ScoreDistribution.BINS, 1);
      json.writeArrayFieldStart("bins");
      for (long count : scores.tenths()) {
        json.writeNumber(count);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void writePersons(JsonGenerator json) throws IOException {
    if (tally.knowsPersons()) {
      json.writeObjectFieldStart("persons_per_frame");
      json.writeNumberField("min", tally.fewestPersons());
      number(json, "median", tally.medianPersons(), 1);
      json.writeNumberField("max", tally.mostPersons());
      json.writeEndObject();
    }
  }

  private static void number(JsonGenerator json, String name, OptionalDouble value, int places)
      throws IOException {
    if (value.isPresent()) {
      number(json, name, value.getAsDouble(), places);
    } else {
      json.writeNullField(name);
    }
  }

  private static void number(JsonGenerator json, String name, double value, int places)
      throws IOException {
    json.writeFieldName(name);
    json.writeNumber(Decimals.of(value, places));
  }

  private interface HeaderFields {
    void write(JsonGenerator json) throws IOException;
  }
}
