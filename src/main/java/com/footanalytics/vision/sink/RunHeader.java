package com.footanalytics.vision.sink;

import com.footanalytics.vision.probe.VideoInfo;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a result is about; known before the first frame.
 *
 * @param videoName file name of the video, without folders
 * @param videoSha256 hash of the whole file, lower-case hex
 * @param video the picture stream
 * @param model what found the objects
 * @param classes class names; a detection's index points here
 * @param options options of the run by name; values are strings, numbers or booleans
 */
public record RunHeader(
    String videoName,
    String videoSha256,
    VideoInfo video,
    ModelIdentity model,
    List<String> classes,
    Map<String, Object> options) {

  public RunHeader {
    classes = List.copyOf(classes);
    options = java.util.Collections.unmodifiableMap(new TreeMap<>(options));
  }

  /**
   * The model, precision and engine of a run.
   *
   * @param name model name
   * @param version model version
   * @param precision such as {@code int8}
   * @param engine such as {@code OnnxRuntime}
   * @param device such as {@code cpu}
   */
  public record ModelIdentity(
      String name, String version, String precision, String engine, String device) {}
}
