/** The loads there are, as phases of arrivals. */
@NullMarked
package com.footanalytics.load.profile;

import org.jspecify.annotations.NullMarked;
