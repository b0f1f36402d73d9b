/**
 * Pictures in presentation order, each with its own timestamp and one owner of its native memory.
 */
@NullMarked
package com.footanalytics.vision.decode;

import org.jspecify.annotations.NullMarked;
