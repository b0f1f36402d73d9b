package com.footanalytics.vision.telemetry;

/**
 * A loaded model as the metrics name it.
 *
 * @param model model name
 * @param modelVersion model version
 * @param precision such as {@code int8}
 * @param engine such as {@code OnnxRuntime}
 * @param device such as {@code cpu}
 * @param sha256 hash of the weights, lower-case hex
 */
public record LoadedModelLabels(
    String model,
    String modelVersion,
    String precision,
    String engine,
    String device,
    String sha256) {}
