package com.footanalytics.vision.sink;

import com.fasterxml.jackson.core.JsonGenerator;
import com.footanalytics.vision.probe.VideoInfo;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;

/** The parts of a run's header that every JSON result repeats, as fields of the open object. */
final class HeaderJson {

  private HeaderJson() {}

  /** Writes {@code video}, {@code model}, {@code classes} and {@code options}. */
  static void write(JsonGenerator json, RunHeader header) throws IOException {
    writeVideo(json, header);
    RunHeader.ModelIdentity model = header.model();
    json.writeObjectFieldStart("model");
    json.writeStringField("name", model.name());
    json.writeStringField("version", model.version());
    json.writeStringField("precision", model.precision());
    json.writeStringField("engine", model.engine());
    json.writeStringField("device", model.device());
    json.writeEndObject();
    json.writeArrayFieldStart("classes");
    for (String name : header.classes()) {
      json.writeString(name);
    }
    json.writeEndArray();
    json.writeObjectFieldStart("options");
    for (Map.Entry<String, Object> option : header.options().entrySet()) {
      writeOption(json, option.getKey(), option.getValue());
    }
    json.writeEndObject();
  }

  private static void writeVideo(JsonGenerator json, RunHeader header) throws IOException {
    VideoInfo video = header.video();
    json.writeObjectFieldStart("video");
    json.writeStringField("name", header.videoName());
    json.writeStringField("sha256", header.videoSha256());
    json.writeStringField("codec", video.codec());
    json.writeNumberField("width", video.displayWidth());
    json.writeNumberField("height", video.displayHeight());
    json.writeNumberField("rotation", video.orientation().clockwiseDegrees());
    if (video.orientation().mirrored()) {
      json.writeBooleanField("mirrored", true);
    }
    json.writeStringField("timebase", video.timeBase().toString());
    json.writeNumberField("start_pts", video.startPtsTicks());
    json.writeStringField("pixel_format", video.pixelFormat());
    json.writeStringField("sample_aspect", video.sampleAspect().toString());
    json.writeStringField("frame_rate", video.nominalFrameRate().toString());
    json.writeEndObject();
  }

  private static void writeOption(JsonGenerator json, String name, Object value)
      throws IOException {
    json.writeFieldName(name);
    switch (value) {
      case String text -> json.writeString(text);
      case Boolean truth -> json.writeBoolean(truth);
      case Number number -> json.writeNumber(plain(name, number));
      default ->
          throw new IllegalArgumentException(
              "option " + name + ": " + value + " (expected: a string, number or boolean)");
    }
  }

  private static String plain(String name, Number number) {
    try {
      return new BigDecimal(number.toString()).toPlainString();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "option " + name + ": " + number + " (expected: a finite number)", e);
    }
  }
}
