/** Brings simulated matches into files: videos with their truth, sets of labelled pictures. */
@NullMarked
package com.footanalytics.vision.studio;

import org.jspecify.annotations.NullMarked;
