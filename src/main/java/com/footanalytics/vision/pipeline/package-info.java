/** The only place that knows the whole line: stages as owned threads over bounded queues. */
@NullMarked
package com.footanalytics.vision.pipeline;

import org.jspecify.annotations.NullMarked;
