/**
 * Letterboxed model input written straight into a batch slot, and the way back to display pixels.
 */
@NullMarked
package com.footanalytics.vision.preprocess;

import org.jspecify.annotations.NullMarked;
