/** What is promised of the service, as its monitoring has it. */
@NullMarked
package com.footanalytics.load.slo;

import org.jspecify.annotations.NullMarked;
