package com.footanalytics.vision.telemetry;

/** What a request or a step of a job spends its time on, as traces name it. */
public enum SpanName {
  /** A container was looked at. */
  PROBE("probe"),
  /** A picture or frames were decoded. */
  DECODE("decode"),
  /** Pictures were scaled to what a model takes. */
  PREPROCESS("preprocess"),
  /** Work waited for a model. */
  BATCH_WAIT("batch wait"),
  /** The engine ran. */
  INFER("infer"),
  /** What it gave was turned into objects. */
  POSTPROCESS("postprocess"),
  /** The answer or results were written. */
  WRITE("write");

  private final String label;

  SpanName(String label) {
    this.label = label;
  }

  /** The span's name. */
  public String label() {
    return label;
  }

  /** The span in which a stage's time is shown. */
  public static SpanName of(Stage stage) {
    return switch (stage) {
      case PROBE -> PROBE;
      case DECODE -> DECODE;
      case PREPROCESS -> PREPROCESS;
      case INFER -> INFER;
      case POSTPROCESS -> POSTPROCESS;
      case ENCODE -> WRITE;
    };
  }
}
