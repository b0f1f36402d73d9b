/** Objectives, whether they were met, and where the service's knee is. */
@NullMarked
package com.footanalytics.load.verdict;

import org.jspecify.annotations.NullMarked;
