package com.footanalytics.vision.telemetry;

/** Where the stages report what they did. Thread-safe; calls never block and never fail. */
public interface Telemetry {

  /** Takes every report and keeps none. */
  Telemetry NONE =
      new Telemetry() {
        @Override
        public void stage(Stage stage, long nanos) {}

        @Override
        public void frames(FrameState state, long count) {}

        @Override
        public void inference(InferenceReport report) {}

        @Override
        public void found(FrameFindings findings) {}
      };

  /** One frame, file or batch spent {@code nanos} in {@code stage}. */
  void stage(Stage stage, long nanos);

  /** {@code count} more frames came to {@code state}. */
  void frames(FrameState state, long count);

  /** One frame offered for inference has its result, or none. */
  void inference(InferenceReport report);

  /** A model looked at one frame of a video. */
  void found(FrameFindings findings);
}
