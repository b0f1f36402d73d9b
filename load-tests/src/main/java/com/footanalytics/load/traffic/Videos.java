package com.footanalytics.load.traffic;

import static io.gatling.javaapi.core.CoreDsl.ByteArrayBody;
import static io.gatling.javaapi.core.CoreDsl.asLongAsDuring;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.exitHereIfFailed;
import static io.gatling.javaapi.core.CoreDsl.group;
import static io.gatling.javaapi.core.CoreDsl.jmesPath;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.substring;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;
import static java.util.Objects.requireNonNull;

import com.footanalytics.load.grpc.GrpcRequest;
import com.footanalytics.load.profile.Request;
import footanalytics.vision.v1.AnalyzeOptions;
import footanalytics.vision.v1.AnalyzeRequest;
import footanalytics.vision.v1.VideoAnalysisGrpc;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.exec.Executable;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A film handed in, analysed as a job and read; and one that is streamed. */
final class Videos {

  static final String GROUP = "video";

  private static final Duration LONGEST_JOB = Duration.ofMinutes(2);
  private static final Duration UPLOAD_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final Set<String> OPEN = Set.of("", "queued", "running");
  private static final String JOB = "job";
  private static final String STATE = "state";
  private static final int OK = 200;
  private static final int CREATED = 201;

  private final Traffic traffic;
  private final Attempts attempts;

  Videos(Traffic traffic, Attempts attempts) {
    this.traffic = traffic;
    this.attempts = attempts;
  }

  /** Uploads, waits for the job, reads its results. */
  ChainBuilder analyse() {
    return group(GROUP)
        .on(
            attempts.at(Request.UPLOAD, upload()),
            exitHereIfFailed(),
            exec(session -> session.set(STATE, "")),
            asLongAsDuring(Videos::isOpen, LONGEST_JOB).on(pause(LOOK_EVERY), exec(look())),
            attempts.at(Request.DETECTIONS, detections()));
  }

  private Executable upload() {
    return http(Request.UPLOAD.label())
        .post(session -> attempts.endpoint(session).url("/v1/videos?analyze=true&name=match.mp4"))
        .header("Content-Type", "video/mp4")
        .body(ByteArrayBody(traffic.target().feed().film()))
        .requestTimeout(UPLOAD_TIMEOUT)
        .check(status().is(CREATED), jmesPath("links.job").saveAs(JOB));
  }

  private Executable look() {
    return http(Request.JOB.label())
        .get(session -> attempts.endpoint(session).url(job(session)))
        .check(status().is(OK), jmesPath("state").saveAs(STATE));
  }

  /** The results of a job that succeeded end with an account of the frames. */
  private Executable detections() {
    return http(Request.DETECTIONS.label())
        .get(session -> attempts.endpoint(session).url(job(session) + "/detections"))
        .check(status().is(OK), substring("\"type\":\"end\"").exists());
  }

  private static String job(Session session) {
    return requireNonNull(session.getString(JOB));
  }

  private static boolean isOpen(Session session) {
    return !session.isFailed() && OPEN.contains(session.getString(STATE));
  }

  /** Streams the film and waits for the account of its frames. */
  ChainBuilder stream() {
    List<AnalyzeRequest> requests = FilmChunks.of(traffic.target().feed().film(), options());
    return attempts.at(
        Request.ANALYZE,
        new GrpcRequest<>(
            Request.ANALYZE.label(),
            VideoAnalysisGrpc.getAnalyzeMethod(),
            LONGEST_JOB,
            session -> traffic.target().channels().to(attempts.endpoint(session).grpc()),
            _ -> requests.iterator(),
            FrameAccount::new));
  }

  private static AnalyzeOptions options() {
    return AnalyzeOptions.newBuilder().setName("match.mp4").build();
  }
}
