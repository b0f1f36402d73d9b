/**
 * The Open Inference Protocol v2 without its wire: what is asked, what is answered. The edges turn
 * HTTP and gRPC into it and back.
 */
@NullMarked
package com.footanalytics.vision.oip;

import org.jspecify.annotations.NullMarked;
