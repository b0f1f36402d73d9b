package com.footanalytics.vision.sink;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.footanalytics.vision.postprocess.Box;
import com.footanalytics.vision.postprocess.Detection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Objects of single pictures in COCO's results format, one JSON array; appears under its name only
 * when finished. Not thread-safe.
 */
public final class CocoResultsFile implements AutoCloseable {

  private static final JsonFactory JSON = new JsonFactory();

  private final AtomicFile file;
  private final JsonGenerator json;

  /**
   * @throws SinkException if the file cannot be written
   */
  public CocoResultsFile(Path target) {
    file = new AtomicFile(target.toAbsolutePath());
    try {
      json = JSON.createGenerator(file.part().toFile(), JsonEncoding.UTF8);
      json.setPrettyPrinter(new LinePerObject());
      json.writeStartArray();
    } catch (IOException e) {
      throw file.failed(e);
    }
  }

  /**
   * Adds a picture's objects.
   *
   * @param classes class names; a detection's index points here
   * @throws SinkException if the file cannot be written
   */
  public void add(String picture, List<String> classes, List<Detection> objects) {
    try {
      for (Detection object : objects) {
        Box box = object.box();
        json.writeStartObject();
        json.writeStringField("image", picture);
        json.writeStringField("category", classes.get(object.classIndex()));
        json.writeArrayFieldStart("bbox");
        json.writeNumber(Decimals.of(box.x1(), 2));
        json.writeNumber(Decimals.of(box.y1(), 2));
        json.writeNumber(Decimals.of(box.width(), 2));
        json.writeNumber(Decimals.of(box.height(), 2));
        json.writeEndArray();
        json.writeFieldName("score");
        json.writeNumber(Decimals.of(object.score(), 4));
        json.writeEndObject();
      }
    } catch (IOException e) {
      throw file.failed(e);
    }
  }

  /**
   * Puts the file under its name.
   *
   * @throws SinkException if that fails
   */
  public void finish() {
    try {
      json.writeEndArray();
      json.writeRaw('\n');
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
      json.close();
    } catch (IOException e) {
      throw file.failed(e);
    }
  }

  /** Every object on a line of its own. */
  private static final class LinePerObject extends MinimalPrettyPrinter {

    private static final long serialVersionUID = 1L;

    private transient int depth;

    @Override
    public void writeStartArray(JsonGenerator json) throws IOException {
      super.writeStartArray(json);
      depth++;
    }

    @Override
    public void beforeArrayValues(JsonGenerator json) throws IOException {
      breakLine(json);
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
      super.writeArrayValueSeparator(json);
      breakLine(json);
    }

    @Override
    public void writeEndArray(JsonGenerator json, int values) throws IOException {
      if (values > 0) {
        breakLine(json);
      }
      depth--;
      super.writeEndArray(json, values);
    }

    private void breakLine(JsonGenerator json) throws IOException {
      if (depth == 1) {
        json.writeRaw('\n');
      }
    }
  }
}
