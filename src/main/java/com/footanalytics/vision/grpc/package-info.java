/** The edge over gRPC: inference on tensors, videos while they come in, and health. */
@NullMarked
package com.footanalytics.vision.grpc;

import org.jspecify.annotations.NullMarked;
