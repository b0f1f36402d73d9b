/** The service over gRPC: what comes in is checked and handed on, failures become statuses. */
@NullMarked
package com.footanalytics.vision.grpc;

import org.jspecify.annotations.NullMarked;
