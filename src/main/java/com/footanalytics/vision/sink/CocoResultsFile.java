package com.footanalytics.vision.sink;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
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
        json.writeRaw(System.lineSeparator());
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
      json.writeRaw(System.lineSeparator());
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
}
