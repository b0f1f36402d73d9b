package com.footanalytics.vision.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.footanalytics.vision.pipeline.PictureDetector;
import com.footanalytics.vision.pipeline.PictureDetector.Answer;
import com.footanalytics.vision.telemetry.SpanName;
import com.footanalytics.vision.telemetry.Trace;
import com.footanalytics.vision.telemetry.Tracing;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Finds the objects of one picture. */
@Path("/v1/detect")
@Singleton
public final class DetectResource {

  private final PictureDetector detector;
  private final DetectConfig config;
  private final Tracing tracing;
  private final ObjectWriter json;

  DetectResource(
      PictureDetector detector, DetectConfig config, Tracing tracing, ObjectMapper json) {
    this.detector = detector;
    this.config = config;
    this.tracing = tracing;
    this.json = json.writerFor(DetectionsView.class);
  }

  /**
   * The objects of the JPEG or PNG in the body.
   *
   * @param timeout how long the caller waits, in microseconds since the head of the request came
   */
  @POST
  @Consumes({"image/jpeg", "image/png"})
  @Produces(MediaType.APPLICATION_JSON)
  @RunOnVirtualThread
  public byte[] detect(
      InputStream body,
      @QueryParam("timeout") @Nullable String timeout,
      @Context RoutingContext request)
      throws IOException {
    Duration wait =
        Duration.of(
            Parameters.number(
                "timeout",
                timeout,
                micros(config.defaultTimeout()),
                1,
                micros(config.maxTimeout())),
            TimeUnit.MICROSECONDS.toChronoUnit());
    byte[] picture = Bodies.read(body, config.maxPictureBytes());
    if (picture.length == 0) {
      throw HttpProblem.badRequest("the body is empty; send the bytes of a JPEG or PNG");
    }
    Duration left = Arrival.left(request, wait);
    if (!left.isPositive()) {
      throw tooLate(wait);
    }
    Trace trace = tracing.current();
    return switch (detector.detect(picture, left, Callers.identity(request.request()), trace)) {
      case Answer.Found found -> written(found, trace);
      case Answer.Unreadable(String reason) -> throw HttpProblem.unreadable(reason);
      case Answer.Busy(Duration retryAfter) ->
          throw HttpProblem.tooMany("too many pictures wait; try again later", retryAfter);
      case Answer.Unavailable(String reason) -> throw HttpProblem.unavailable(reason);
      case Answer.TooLate _ -> throw tooLate(wait);
    };
  }

  private static HttpProblem tooLate(Duration wait) {
    return HttpProblem.tooLate("no result within %d us".formatted(micros(wait)));
  }

  private byte[] written(Answer.Found found, Trace trace) throws IOException {
    long started = System.nanoTime();
    byte[] bytes = json.writeValueAsBytes(DetectionsView.of(found));
    trace.add(SpanName.WRITE, started, System.nanoTime());
    return bytes;
  }

  private static long micros(Duration duration) {
    return TimeUnit.MICROSECONDS.convert(duration);
  }
}
