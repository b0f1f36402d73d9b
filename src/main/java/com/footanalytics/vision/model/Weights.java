package com.footanalytics.vision.model;

/**
 * The weights of one precision.
 *
 * @param file path relative to the model's folder
 * @param sha256 hash of the file, lower-case hex
 */
public record Weights(String file, String sha256) {}
