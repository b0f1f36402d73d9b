/** Stage costs measured alone, the bound they set, and the whole line against it. */
@NullMarked
package com.footanalytics.vision.bench;

import org.jspecify.annotations.NullMarked;
