package com.footanalytics.vision.flags;

/** The feature flags this service knows. Their names are those of the platform. */
public enum Flag {
  /** Version 2 of the default model serves whoever names no version. Off where nothing says so. */
  MODEL_V2("ml_model_v2_enabled", false),
  /** Calls for analytics beyond detections are taken. Off where nothing says so. */
  ADVANCED_ANALYTICS("advanced_analytics_enabled", false),
  /** Calls for live pictures are taken. Off where nothing says so. */
  REAL_TIME("real_time_processing_enabled", false),
  /**
   * Models may be loaded as TensorRT engines, and with FP16 and INT8. On where nothing says not.
   */
  GPU_OPTIMIZATION("gpu_optimization_enabled", true);

  private final String key;
  private final boolean codedDefault;

  Flag(String key, boolean codedDefault) {
    this.key = key;
    this.codedDefault = codedDefault;
  }

  /** Its name in Flagsmith and in metrics. */
  public String key() {
    return key;
  }

  /** What it is where no source says anything of it. */
  public boolean codedDefault() {
    return codedDefault;
  }
}
