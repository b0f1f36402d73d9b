package com.footanalytics.vision.http;

import com.footanalytics.vision.flags.Flag;
import com.footanalytics.vision.flags.Flags;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;

/** Where a job's analytics beyond detections will be; refused until then. */
@Path("/v1/jobs/{id}/analytics")
@Singleton
public final class AnalyticsResource {

  private static final ReservedCall CALL = new ReservedCall("analytics", Flag.ADVANCED_ANALYTICS);

  private final Flags flags;

  AnalyticsResource(Flags flags) {
    this.flags = flags;
  }

  @GET
  public void analytics(@Context HttpServerRequest request) {
    throw CALL.refusal(flags, Callers.identity(request));
  }
}
