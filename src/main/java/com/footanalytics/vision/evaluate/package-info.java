/** Detection quality against labelled pictures by COCO's method. */
@NullMarked
package com.footanalytics.vision.evaluate;

import org.jspecify.annotations.NullMarked;
