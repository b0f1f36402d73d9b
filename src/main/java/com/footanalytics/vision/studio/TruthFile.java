package com.footanalytics.vision.studio;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.footanalytics.vision.simulate.FrameTruth;
import com.footanalytics.vision.simulate.Homography;
import com.footanalytics.vision.simulate.MatchSettings;
import com.footanalytics.vision.simulate.MatchSimulator;
import com.footanalytics.vision.simulate.TrueObject;
import com.footanalytics.vision.sink.AtomicFile;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * {@code truth.jsonl}: a header line, then a line for each frame with everything that the simulator
 * knows about it; UTF-8. Boxes are x1,y1,x2,y2 in pixels, places are metres. Not thread-safe.
 */
final class TruthFile implements AutoCloseable {

  static final String SCHEMA = "footanalytics.simulation/1";
  private static final JsonFactory JSON = new JsonFactory().setRootValueSeparator("");

  private final AtomicFile file;
  private final Writer out;
  private final JsonGenerator json;
  private final int framesPerSecond;
  private int lastShot;

  TruthFile(Path target, MatchSettings settings, MatchSimulator match) {
    file = new AtomicFile(target);
    framesPerSecond = settings.framesPerSecond();
    try {
      out = Files.newBufferedWriter(file.part());
      json = JSON.createGenerator(out);
      header(settings, match);
    } catch (IOException e) {
      throw file.failed(e);
    }
  }

  private void header(MatchSettings settings, MatchSimulator match) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "header");
    json.writeStringField("schema", SCHEMA);
    json.writeStringField("seed", Long.toUnsignedString(settings.seed()));
    json.writeStringField("view", name(settings.view()));
    json.writeNumberField("width", settings.width());
    json.writeNumberField("height", settings.height());
    json.writeNumberField("frames_per_second", settings.framesPerSecond());
    json.writeArrayFieldStart("pitch_m");
    number(2 * match.halfLengthMetres(), 3);
    number(2 * match.halfWidthMetres(), 3);
    json.writeEndArray();
    endLine();
  }

  void frame(FrameTruth truth) {
    try {
      json.writeStartObject();
      json.writeStringField("type", "frame");
      json.writeNumberField("frame", truth.frame());
      json.writeFieldName("time_s");
      number((double) truth.frame() / framesPerSecond, 6);
      json.writeStringField("view", name(truth.view()));
      json.writeNumberField("shot", truth.shot());
      json.writeBooleanField("cut", truth.shot() != lastShot);
      lastShot = truth.shot();
      homography(truth.pitchToPicture());
      json.writeArrayFieldStart("objects");
      for (TrueObject object : truth.objects()) {
        object(object);
      }
      json.writeEndArray();
      endLine();
    } catch (IOException e) {
      throw file.failed(e);
    }
  }

  private void homography(Homography h) throws IOException {
    json.writeArrayFieldStart("pitch_to_picture");
    double[] values = {
      h.h00(), h.h01(), h.h02(), h.h10(), h.h11(), h.h12(), h.h20(), h.h21(), h.h22()
    };
    for (double value : values) {
      json.writeNumber(value);
    }
    json.writeEndArray();
  }

  private void object(TrueObject object) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", object.id());
    json.writeStringField("class", name(object.role()));
    if (object.team() >= 0) {
      json.writeNumberField("team", object.team());
    }
    json.writeStringField("jersey", "#%06x".formatted(object.jerseyRgb()));
    json.writeArrayFieldStart("box");
    for (double edge : new double[] {object.x0(), object.y0(), object.x1(), object.y1()}) {
      number(edge, 2);
    }
    json.writeEndArray();
    json.writeFieldName("visible");
    number(object.visibleShare(), 3);
    json.writeArrayFieldStart("pitch");
    number(object.pitchXMetres(), 3);
    number(object.pitchYMetres(), 3);
    json.writeEndArray();
    json.writeFieldName("height");
    number(object.heightMetres(), 3);
    json.writeEndObject();
  }

  private void number(double value, int places) throws IOException {
    json.writeNumber(
        BigDecimal.valueOf(value)
            .setScale(places, RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString());
  }

  private void endLine() throws IOException {
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Puts the file under its name. */
  void finish() {
    try {
      json.close();
    } catch (IOException e) {
      throw file.failed(e);
    }
    file.prepare();
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
}
