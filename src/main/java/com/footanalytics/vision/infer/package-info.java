/** Inference engines behind one interface: batch in, named float tensors out. */
@NullMarked
package com.footanalytics.vision.infer;

import org.jspecify.annotations.NullMarked;
