/** Load tests of the packaged service. */
@NullMarked
package com.footanalytics.vision.load;

import org.jspecify.annotations.NullMarked;
