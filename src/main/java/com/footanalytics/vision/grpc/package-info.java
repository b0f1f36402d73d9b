/** The edge that speaks gRPC: the Open Inference Protocol v2 and health. */
@NullMarked
package com.footanalytics.vision.grpc;

import org.jspecify.annotations.NullMarked;
