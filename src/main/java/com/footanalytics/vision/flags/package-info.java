/**
 * The feature flags of the service: where they come from, and what they say for whom. Flagsmith's
 * own library fetches and evaluates them; it is known here alone.
 */
@NullMarked
package com.footanalytics.vision.flags;

import org.jspecify.annotations.NullMarked;
