/** Calls over gRPC as steps of a Gatling scenario. */
@NullMarked
package com.footanalytics.load.grpc;

import org.jspecify.annotations.NullMarked;
