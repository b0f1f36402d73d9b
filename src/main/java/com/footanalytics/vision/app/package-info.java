/** Start, wiring, health and drain of the service process. */
@NullMarked
package com.footanalytics.vision.app;

import org.jspecify.annotations.NullMarked;
