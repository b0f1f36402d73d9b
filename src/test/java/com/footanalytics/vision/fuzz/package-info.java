/** Changes known input into unknown, the same for the same seed. */
@NullMarked
package com.footanalytics.vision.fuzz;

import org.jspecify.annotations.NullMarked;
