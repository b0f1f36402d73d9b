package com.footanalytics.vision.http;

import com.footanalytics.vision.flags.Flag;
import com.footanalytics.vision.flags.Flags;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;

/** Where live pictures will be taken; refused until then. */
@Path("/v1/live")
@Singleton
public final class LiveResource {

  private static final ReservedCall CALL = new ReservedCall("live analyses", Flag.REAL_TIME);

  private final Flags flags;

  LiveResource(Flags flags) {
    this.flags = flags;
  }

  @POST
  public void start(@Context HttpServerRequest request) {
    throw CALL.refusal(flags, Callers.identity(request));
  }
}
