package com.footanalytics.load.profile;

import java.util.Locale;
import java.util.Optional;

/** The requests that virtual users make. */
public enum Request {
  DETECT("POST /v1/detect", Kind.INFERENCE),
  MODEL_INFER("GRPCInferenceService/ModelInfer", Kind.INFERENCE),
  LIST_JOBS("GET /v1/jobs", Kind.READ),
  MODEL("GET /v2/models/{model}", Kind.READ),
  JOB("GET /v1/jobs/{id}", Kind.READ),
  UPLOAD("POST /v1/videos", Kind.VIDEO),
  DETECTIONS("GET /v1/jobs/{id}/detections", Kind.VIDEO),
  ANALYZE("VideoAnalysis/Analyze", Kind.VIDEO);

  /** Which objectives speak of a request. */
  public enum Kind {
    READ,
    INFERENCE,
    VIDEO;

    /** As results name it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final String label;
  private final Kind kind;

  Request(String label, Kind kind) {
    this.label = label;
    this.kind = kind;
  }

  /** Its name in Gatling's report and in results. */
  public String label() {
    return label;
  }

  public Kind kind() {
    return kind;
  }

  /** The request that Gatling's report calls so. */
  public static Optional<Request> labelled(String label) {
    for (Request request : values()) {
      if (request.label.equals(label)) {
        return Optional.of(request);
      }
    }
    return Optional.empty();
  }
}
