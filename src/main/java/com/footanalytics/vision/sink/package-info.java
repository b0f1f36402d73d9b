/**
 * Results that a person or program keeps: JSON lines, summary, annotated video; whole or not there.
 */
@NullMarked
package com.footanalytics.vision.sink;

import org.jspecify.annotations.NullMarked;
