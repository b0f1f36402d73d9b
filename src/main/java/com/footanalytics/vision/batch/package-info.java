/** Pooled direct buffers that carry several inputs through one inference; knows no video word. */
@NullMarked
package com.footanalytics.vision.batch;

import org.jspecify.annotations.NullMarked;
