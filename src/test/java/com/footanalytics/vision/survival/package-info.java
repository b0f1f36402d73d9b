/** The packaged service is killed, shared, drained and starved, and nothing is lost. */
@NullMarked
package com.footanalytics.vision.survival;

import org.jspecify.annotations.NullMarked;
