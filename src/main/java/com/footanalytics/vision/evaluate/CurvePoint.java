package com.footanalytics.vision.evaluate;

/**
 * What is found and how much of it is right when detections count from a score on.
 *
 * @param score the lowest that counts
 * @param recall found labels over all labels
 * @param precision right detections over all detections
 */
public record CurvePoint(double score, double recall, double precision) {}
