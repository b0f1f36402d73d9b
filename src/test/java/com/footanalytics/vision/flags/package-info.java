@NullMarked
package com.footanalytics.vision.flags;

import org.jspecify.annotations.NullMarked;
