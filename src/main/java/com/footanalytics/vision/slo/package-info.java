/** What the service promises, and the rules and dashboards that are made from it. */
@NullMarked
package com.footanalytics.vision.slo;

import org.jspecify.annotations.NullMarked;
