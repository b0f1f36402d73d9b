/** Model outputs to detections: peaks, boxes, suppression, in display pixels of the source. */
@NullMarked
package com.footanalytics.vision.postprocess;

import org.jspecify.annotations.NullMarked;
