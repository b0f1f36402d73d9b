package com.footanalytics.vision.sink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.footanalytics.vision.decode.DecodeReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** {@code summary.json}: the run in numbers, written at its end. Not thread-safe. */
final class SummaryFile implements ResultFile {

  static final String SCHEMA = "footanalytics.summary/1";

  private static final JsonFactory JSON = new JsonFactory();

  private final AtomicFile file;
  private final RunHeader header;
  private final Tally tally;

  SummaryFile(Path target, RunHeader header) {
    this.file = new AtomicFile(target);
    this.header = header;
    this.tally = new Tally(header.classes());
  }

  void frame(FrameResult result) {
    tally.add(result);
  }

  @Override
  public void prepare(RunEnd end) {
    try (var out = Files.newOutputStream(file.part());
        JsonGenerator json = JSON.createGenerator(out)) {
      DefaultIndenter newLines = new DefaultIndenter("  ", "\n");
      json.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(newLines));
      json.writeStartObject();
      json.writeStringField("schema", SCHEMA);
      HeaderJson.write(json, header);
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
    file.close();
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
}
