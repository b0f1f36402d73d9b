package com.footanalytics.vision.simulate;

/**
 * The map from the pitch plane (metres) to the picture (pixels), row by row: u = (h00 x + h01 y +
 * h02) / w, v = (h10 x + h11 y + h12) / w, w = h20 x + h21 y + h22, with w &gt; 0 in front of the
 * camera.
 */
public record Homography(
    double h00,
    double h01,
    double h02,
    double h10,
    double h11,
    double h12,
    double h20,
    double h21,
    double h22) {}
