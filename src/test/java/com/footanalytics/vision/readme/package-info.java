/** The README tells the truth. */
@NullMarked
package com.footanalytics.vision.readme;

import org.jspecify.annotations.NullMarked;
