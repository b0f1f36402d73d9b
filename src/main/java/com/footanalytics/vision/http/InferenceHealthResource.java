package com.footanalytics.vision.http;

import com.footanalytics.vision.oip.Admission;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** Health as the Open Inference Protocol asks for it. */
@Path("/v2/health")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public final class InferenceHealthResource {

  private final Admission admission;

  InferenceHealthResource(Admission admission) {
    this.admission = admission;
  }

  @GET
  @Path("live")
  public Response live() {
    return Response.ok(Map.of("live", true)).build();
  }

  @GET
  @Path("ready")
  public Response ready() {
    return admission
        .unready()
        .map(reason ->
            Response.status(Response.Status.SERVICE_UNAVAILABLE).entity(Map.of("error", reason)))
        .orElseGet(() -> Response.ok(Map.of("ready", true)))
        .build();
  }
}
