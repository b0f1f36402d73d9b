/** Analysis jobs: identity, sealed states with checked moves, and the store that keeps them. */
@NullMarked
package com.footanalytics.vision.job;

import org.jspecify.annotations.NullMarked;
