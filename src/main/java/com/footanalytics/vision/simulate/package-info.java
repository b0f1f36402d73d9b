/**
 * A football match that never took place: deterministic pictures of it with the truth about every
 * object in them.
 *
 * <p>One {@link com.footanalytics.vision.simulate.MatchSimulator} plays and films one match; equal
 * settings give equal pixels and equal truth on every machine. Lengths are metres; the pitch has
 * its origin in the centre spot, x along the touchlines towards the right goal as seen from the
 * main camera, y away from that camera, z up.
 */
@NullMarked
package com.footanalytics.vision.simulate;

import org.jspecify.annotations.NullMarked;
