@NullMarked
package com.footanalytics.vision.gpu;

import org.jspecify.annotations.NullMarked;
