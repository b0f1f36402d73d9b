package com.footanalytics.vision.postprocess;

/**
 * One object found in one picture.
 *
 * @param classIndex index into the model's class names
 * @param score confidence, 0 to 1
 * @param box where it is, in display pixels of the source
 */
public record Detection(int classIndex, float score, Box box) {}
