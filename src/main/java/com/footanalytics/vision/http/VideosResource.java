package com.footanalytics.vision.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.footanalytics.vision.job.Job;
import com.footanalytics.vision.job.JobOptions;
import com.footanalytics.vision.upload.StoredVideo;
import com.footanalytics.vision.upload.UploadAnswer;
import com.footanalytics.vision.upload.VideoStore;
import com.footanalytics.vision.upload.VideoUse;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Videos: handed in, listed, looked up, analysed, deleted. Their content is never handed out. */
@Path("/v1/videos")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public final class VideosResource {

  private static final int MAX_OPTIONS_BYTES = 64 * 1024;

  private final VideoStore videos;
  private final VideoUse use;
  private final JobOrders jobs;
  private final ObjectReader json;

  VideosResource(VideoStore videos, VideoUse use, JobOrders jobs, ObjectMapper json) {
    this.videos = videos;
    this.use = use;
    this.jobs = jobs;
    this.json = json.reader();
  }

  @POST
  @Consumes({"video/*", MediaType.APPLICATION_OCTET_STREAM})
  @RunOnVirtualThread
  public Response upload(
      @Context HttpServerRequest request,
      @HeaderParam(HttpHeaders.CONTENT_DISPOSITION) @Nullable String disposition,
      @QueryParam("name") @Nullable String name,
      @QueryParam("analyze") @Nullable String analyze)
      throws IOException {
    boolean start = Parameters.flag("analyze", analyze);
    String fileName =
        Optional.ofNullable(name)
            .or(() -> Optional.ofNullable(disposition).flatMap(ContentDisposition::fileName))
            .orElse("");
    try (BodyStream body = BodyStream.of(request)) {
      return answer(videos.store(body, fileName), start);
    }
  }

  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @RunOnVirtualThread
  public Response uploadForm(
      @Context HttpServerRequest request,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) String type,
      @QueryParam("name") @Nullable String name,
      @QueryParam("analyze") @Nullable String analyze)
      throws IOException {
    boolean start = Parameters.flag("analyze", analyze);
    try (BodyStream body = BodyStream.of(request);
        FormFile file = FormFile.in(body, type)) {
      return answer(videos.store(file, Optional.ofNullable(name).orElse(file.name())), start);
    }
  }

  @GET
  @RunOnVirtualThread
  public VideoPage list(
      @QueryParam("limit") @Nullable String limit, @QueryParam("after") @Nullable String after) {
    int wanted = Parameters.limit(limit);
    List<StoredVideo> found = videos.list(wanted + 1, Optional.ofNullable(after).map(this::cursor));
    List<StoredVideo> page = found.subList(0, Math.min(wanted, found.size()));
    return new VideoPage(
        page.stream().map(VideoView::of).toList(),
        found.size() > wanted
            ? URI.create("/v1/videos?limit=%d&after=%s".formatted(wanted, page.getLast().id()))
            : null);
  }

  @GET
  @Path("{id}")
  @RunOnVirtualThread
  public VideoView video(@PathParam("id") String id) {
    return VideoView.of(stored(id));
  }

  @DELETE
  @Path("{id}")
  @RunOnVirtualThread
  public void delete(@PathParam("id") String id) throws IOException {
    switch (videos.delete(id, use)) {
      case DELETED -> {}
      case IN_USE ->
          throw HttpProblem.conflict(
              "a job of video %s is queued or running; wait for it or cancel it".formatted(id));
      case UNKNOWN -> throw noSuchVideo(id);
    }
  }

  @POST
  @Path("{id}/jobs")
  @Consumes(MediaType.APPLICATION_JSON)
  @RunOnVirtualThread
  public Response analyze(@PathParam("id") String id, InputStream options) throws IOException {
    StoredVideo video = stored(id);
    JobOptions wanted = JobRequest.parse(json, Bodies.read(options, MAX_OPTIONS_BYTES));
    Job job = jobs.start(video.id(), wanted);
    return Response.accepted(JobView.of(job))
        .header(HttpHeaders.LOCATION, JobView.location(job))
        .build();
  }

  private Response answer(UploadAnswer answer, boolean start) {
    return switch (answer) {
      case UploadAnswer.Stored(StoredVideo video) ->
          Response.status(Response.Status.CREATED)
              .header(HttpHeaders.LOCATION, VideoView.location(video))
              .entity(start ? started(video) : VideoView.of(video))
              .build();
      case UploadAnswer.Refusal refusal -> throw UploadProblems.of(refusal);
    };
  }

  /** The video is stored either way, so a full queue is told in the answer and not instead. */
  private VideoView started(StoredVideo video) {
    try {
      return VideoView.of(video, JobView.of(jobs.start(video.id(), JobOptions.DEFAULT)), null);
    } catch (HttpProblem full) {
      return VideoView.of(video, null, full.detail());
    }
  }

  private StoredVideo stored(String id) {
    return videos.find(id).orElseThrow(() -> noSuchVideo(id));
  }

  private String cursor(String text) {
    if (!VideoStore.isId(text)) {
      throw HttpProblem.badRequest("after: %s is no video id".formatted(text));
    }
    return text;
  }

  private static HttpProblem noSuchVideo(String id) {
    return HttpProblem.notFound("no video has the id " + id);
  }
}
