package com.footanalytics.vision.model;

/**
 * The labelled pictures that a model carries to prove itself.
 *
 * @param annotations COCO JSON, path relative to the model's folder; its pictures lie in {@code
 *     images} beside it
 * @param pictures how many there are
 * @param sha256 hash of the annotations followed by all pictures in order of their names,
 *     lower-case hex
 */
public record GoldenSet(String annotations, int pictures, String sha256) {}
