/** What the service measures: every meter by name, unit, labels and buckets, and the recorders. */
@NullMarked
package com.footanalytics.vision.telemetry;

import org.jspecify.annotations.NullMarked;
