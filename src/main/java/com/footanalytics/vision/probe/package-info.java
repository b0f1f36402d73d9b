/**
 * What a video file is before a frame is decoded: its picture stream, geometry and clock, or why
 * not.
 */
@NullMarked
package com.footanalytics.vision.probe;

import org.jspecify.annotations.NullMarked;
