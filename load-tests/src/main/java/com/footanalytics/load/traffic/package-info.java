/** What virtual users do. */
@NullMarked
package com.footanalytics.load.traffic;

import org.jspecify.annotations.NullMarked;
