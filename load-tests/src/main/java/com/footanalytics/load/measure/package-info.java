/** What the load met, counted as it comes. */
@NullMarked
package com.footanalytics.load.measure;

import org.jspecify.annotations.NullMarked;
