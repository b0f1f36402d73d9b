/**
 * A conformance suite for the Open Inference Protocol v2. It knows a server by its address alone
 * and uses nothing of this project but the protocol's generated messages, so that it can be lifted
 * out.
 */
@NullMarked
package com.footanalytics.vision.conformance;

import org.jspecify.annotations.NullMarked;
