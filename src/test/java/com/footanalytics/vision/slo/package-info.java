@NullMarked
package com.footanalytics.vision.slo;

import org.jspecify.annotations.NullMarked;
