package com.footanalytics.vision.http;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the Open Inference Protocol lets callers ask of the server or a model, and where. */
enum ProtocolCall {
  SERVER("", "GET", "HEAD"),
  ALL_STATISTICS("", "GET", "HEAD"),
  METADATA("", "GET", "HEAD"),
  READY("ready", "GET", "HEAD"),
  CONFIGURATION("config", "GET", "HEAD"),
  STATISTICS("stats", "GET", "HEAD"),
  INFER("infer", "POST");

  private static final String ROOT = "v2";
  private static final String MODELS = "models";
  private static final String VERSIONS = "versions";
  private static final List<String> ALL_STATISTICS_PATH = List.of(ROOT, MODELS, "stats");

  /** Last segment of a path about one model. */
  private final String verb;

  private final Set<String> methods;

  ProtocolCall(String verb, String... methods) {
    this.verb = verb;
    this.methods = new TreeSet<>(Arrays.asList(methods));
  }

  /**
   * A path that asks something.
   *
   * @param model its name; empty if none is asked about
   * @param version empty if the path names none
   */
  record Address(ProtocolCall call, String model, String version) {}

  boolean allows(String method) {
    return methods.contains(method);
  }

  /** The value of the header {@code Allow}. */
  String allow() {
    return String.join(", ", methods);
  }

  /** What a path asks; empty if it is none of these. */
  static Optional<Address> at(String path) {
    String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    if (!bare.startsWith("/" + ROOT)) {
      return Optional.empty();
    }
    List<String> segments = List.of(bare.substring(1).split("/", -1));
    if (segments.contains("")) {
      return Optional.empty();
    }
    if (segments.equals(List.of(ROOT))) {
      return Optional.of(new Address(SERVER, "", ""));
    }
    if (segments.equals(ALL_STATISTICS_PATH)) {
      return Optional.of(new Address(ALL_STATISTICS, "", ""));
    }
    if (segments.size() < 3 || !segments.get(0).equals(ROOT) || !segments.get(1).equals(MODELS)) {
      return Optional.empty();
    }
    boolean versioned = segments.size() > 4 && segments.get(3).equals(VERSIONS);
    List<String> verbs = segments.subList(versioned ? 5 : 3, segments.size());
    String version = versioned ? segments.get(4) : "";
    return verbs.size() > 1
        ? Optional.empty()
        : ofModel(verbs.isEmpty() ? "" : verbs.getFirst())
            .map(call -> new Address(call, segments.get(2), version));
  }

  /** Templates of all paths, with the methods that are possible there. */
  static Map<String, Set<String>> templates() {
    var templates = new TreeMap<String, Set<String>>();
    templates.put("/v2", SERVER.methods);
    templates.put("/v2/models/stats", ALL_STATISTICS.methods);
    for (String model : List.of("/v2/models/{model}", "/v2/models/{model}/versions/{version}")) {
      ofModel()
          .forEach(call ->
              templates.put(call.verb.isEmpty() ? model : model + "/" + call.verb, call.methods));
    }
    return templates;
  }

  private static Optional<ProtocolCall> ofModel(String verb) {
    return ofModel().filter(call -> call.verb.equals(verb)).findFirst();
  }

  private static Stream<ProtocolCall> ofModel() {
    return Arrays.stream(values()).filter(call -> call.ordinal() >= METADATA.ordinal());
  }
}
