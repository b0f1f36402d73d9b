/** Load on a running service: profiles, a verdict by its objectives, the knee of its capacity. */
@NullMarked
package com.footanalytics.load;

import org.jspecify.annotations.NullMarked;
