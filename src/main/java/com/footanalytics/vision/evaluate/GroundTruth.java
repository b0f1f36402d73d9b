package com.footanalytics.vision.evaluate;

/**
 * A labelled object.
 *
 * @param classIndex index into the model's classes
 * @param box where it is, in pixels of the picture
 * @param area pixels the object covers; decides its size class, need not be the box's
 * @param crowd whether the box holds a crowd, which may be found any number of times or not at all
 */
public record GroundTruth(int classIndex, PixelBox box, double area, boolean crowd) {}
