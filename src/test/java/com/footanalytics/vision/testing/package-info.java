/** Models and pictures that tests make for themselves. */
@NullMarked
package com.footanalytics.vision.testing;

import org.jspecify.annotations.NullMarked;
