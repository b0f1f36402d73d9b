package com.footanalytics.vision.http;

import com.footanalytics.vision.job.Job;
import com.footanalytics.vision.job.JobOptions;
import com.footanalytics.vision.upload.AppendAnswer;
import com.footanalytics.vision.upload.Checksum;
import com.footanalytics.vision.upload.NewUpload;
import com.footanalytics.vision.upload.Upload;
import com.footanalytics.vision.upload.UploadCreation;
import com.footanalytics.vision.upload.Uploads;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Resumable uploads as tus 1.0 lays them out; a whole one is a video. */
@Path(UploadsResource.ROOT)
@Singleton
public final class UploadsResource {

  static final String ROOT = "/v1/uploads";

  private static final String EXTENSIONS =
      "creation,creation-with-upload,termination,checksum,expiration";
  private static final String BYTES = "application/offset+octet-stream";
  private static final String OFFSET = "Upload-Offset";
  private static final String LENGTH = "Upload-Length";
  private static final String METADATA = "Upload-Metadata";
  private static final String CHECKSUM = "Upload-Checksum";
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final Uploads uploads;
  private final JobOrders jobs;

  UploadsResource(Uploads uploads, JobOrders jobs) {
    this.uploads = uploads;
    this.jobs = jobs;
  }

  @OPTIONS
  public Response options() {
    return Response.noContent()
        .header("Tus-Version", TusFilters.VERSION)
        .header("Tus-Extension", EXTENSIONS)
        .header("Tus-Max-Size", uploads.maxBytes())
        .header("Tus-Checksum-Algorithm", String.join(",", Checksum.ALGORITHMS))
        .build();
  }

  @POST
  @RunOnVirtualThread
  public Response create(
      @Context HttpServerRequest request,
      @HeaderParam(LENGTH) @Nullable String length,
      @HeaderParam(METADATA) @Nullable String metadata,
      @HeaderParam(CHECKSUM) @Nullable String checksum,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type)
      throws IOException {
    UploadMetadata said = UploadMetadata.parse(metadata == null ? "" : metadata);
    said.otherType()
        .ifPresent(other -> {
          throw HttpProblem.otherType("filetype: %s (expected: video/...)".formatted(other));
        });
    long bytes = number(LENGTH, length);
    Optional<Checksum> sum = checksum(checksum);
    NewUpload wanted = new NewUpload(said.fileName(), said.text(), bytes, said.wantsJob());
    return switch (uploads.create(wanted)) {
      case UploadCreation.Created(Upload upload) ->
          (isBytes(type)
                  ? answer(append(upload.id(), 0, request, sum), Response.Status.CREATED)
                  : standing(Response.status(Response.Status.CREATED), upload))
              .header(HttpHeaders.LOCATION, ROOT + "/" + upload.id())
              .build();
      case UploadCreation.Refused(var reason) -> throw UploadProblems.of(reason);
    };
  }

  @HEAD
  @Path("{id}")
  @RunOnVirtualThread
  public Response look(@PathParam("id") String id) throws IOException {
    Upload upload = uploads.findAtRest(id).orElseThrow(() -> noSuchUpload(id));
    if (uploads.isExpired(upload)) {
      throw expired(id);
    }
    ResponseBuilder answer =
        standing(Response.ok(), upload)
            .header(LENGTH, upload.length())
            .header(HttpHeaders.CACHE_CONTROL, "no-store");
    if (!upload.metadata().isEmpty()) {
      answer.header(METADATA, upload.metadata());
    }
    return (upload.isWhole() ? whole(answer, upload) : answer).build();
  }

  @PATCH
  @Path("{id}")
  @RunOnVirtualThread
  public Response append(
      @PathParam("id") String id,
      @Context HttpServerRequest request,
      @HeaderParam(OFFSET) @Nullable String offset,
      @HeaderParam(CHECKSUM) @Nullable String checksum,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type)
      throws IOException {
    if (!isBytes(type)) {
      throw HttpProblem.otherType("Content-Type: %s (expected: %s)".formatted(type, BYTES));
    }
    long first = number(OFFSET, offset);
    Optional<Checksum> sum = checksum(checksum);
    return answer(append(id, first, request, sum), Response.Status.NO_CONTENT).build();
  }

  @DELETE
  @Path("{id}")
  @RunOnVirtualThread
  public void terminate(@PathParam("id") String id) throws IOException {
    if (!uploads.terminate(id)) {
      throw noSuchUpload(id);
    }
  }

  private AppendAnswer append(
      String id, long first, HttpServerRequest request, Optional<Checksum> sum) throws IOException {
    AppendAnswer answer;
    try (BodyStream body = BodyStream.of(request)) {
      answer = uploads.append(id, first, body::read, sum);
    }
    return switch (answer) {
      case AppendAnswer.Grown _, AppendAnswer.Whole _ -> answer;
      case AppendAnswer.WrongOffset(long received) ->
          throw HttpProblem.conflict(
              "%s: %d (expected: %d, where the upload ends)".formatted(OFFSET, first, received));
      case AppendAnswer.Busy _ ->
          throw HttpProblem.locked(
              "another request appends to upload %s; wait for it, then ask for its offset"
                  .formatted(id));
      case AppendAnswer.Interrupted _ ->
          throw HttpProblem.interrupted(
              "another request goes on with upload %s; ask for its offset".formatted(id));
      case AppendAnswer.Mismatch _ ->
          throw HttpProblem.checksumMismatch(
              "the bytes are not what %s says; send them again".formatted(CHECKSUM));
      case AppendAnswer.TooLong(long length) ->
          throw HttpProblem.tooLarge(
              "the bytes go beyond the upload's end at %d".formatted(length));
      case AppendAnswer.Refused(var reason) -> throw UploadProblems.of(reason);
      case AppendAnswer.Expired _ -> throw expired(id);
      case AppendAnswer.Unknown _ -> throw noSuchUpload(id);
    };
  }

  private ResponseBuilder answer(AppendAnswer answer, Response.Status status) {
    return switch (answer) {
      case AppendAnswer.Grown(Upload upload) -> standing(Response.status(status), upload);
      case AppendAnswer.Whole(Upload upload, var _) ->
          whole(standing(Response.status(status), upload), upload);
      default -> throw new IllegalStateException("refused before: " + answer);
    };
  }

  private static ResponseBuilder standing(ResponseBuilder answer, Upload upload) {
    return answer
        .header(OFFSET, upload.received())
        .header("Upload-Expires", date(upload.expiresAt()));
  }

  /** The video is stored either way, so a job that cannot start is told beside it. */
  private ResponseBuilder whole(ResponseBuilder answer, Upload upload) {
    answer.header("Video-Location", "/v1/videos/" + upload.id());
    if (!upload.wantsJob()) {
      return answer;
    }
    try {
      Job job = jobs.start(upload.id(), JobOptions.DEFAULT);
      uploads.jobStarted(upload.id());
      return answer.header("Job-Location", JobView.location(job));
    } catch (HttpProblem full) {
      return answer.header("Job-Refused", full.detail());
    }
  }

  private static boolean isBytes(@Nullable String type) {
    return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase(BYTES);
  }

  private static long number(String header, @Nullable String text) {
    if (text == null) {
      throw HttpProblem.badRequest("%s: missing; say how many bytes".formatted(header));
    }
    return Parameters.number(header, text, 0, 0, Long.MAX_VALUE);
  }

  private static Optional<Checksum> checksum(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    return Optional.of(
        Checksum.parse(text)
            .orElseThrow(() ->
                HttpProblem.badRequest(
                    "%s: not an algorithm of %s and its value in base 64"
                        .formatted(CHECKSUM, String.join(", ", Checksum.ALGORITHMS)))));
  }

  private static String date(Instant time) {
    return HTTP_DATE.format(time);
  }

  private static HttpProblem expired(String id) {
    return HttpProblem.gone("upload %s has expired; begin another".formatted(id));
  }

  private static HttpProblem noSuchUpload(String id) {
    return HttpProblem.notFound("no upload has the id " + id);
  }
}
