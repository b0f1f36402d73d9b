package com.footanalytics.vision.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that can be had whole, in part or compressed, as RFC 9110 says.
 *
 * @param bytes how many there are now
 * @param complete whether no more will come
 * @param tag names these bytes: the same tag, the same bytes; none while they grow
 * @param content writes some of them
 */
record StoredResult(long bytes, boolean complete, Optional<String> tag, Content content) {

  /** Writes {@code count} bytes from {@code first} on; they lie within. */
  @FunctionalInterface
  interface Content {

    void write(long first, long count, OutputStream target) throws IOException;
  }

  /**
   * What a reader's headers ask for.
   *
   * @param range {@code Range}
   * @param ifRange {@code If-Range}
   * @param ifNoneMatch {@code If-None-Match}
   * @param acceptEncoding {@code Accept-Encoding}
   */
  record Wish(
      @Nullable String range,
      @Nullable String ifRange,
      @Nullable String ifNoneMatch,
      @Nullable String acceptEncoding) {

    /** All of it, as it is. */
    static final Wish PLAIN = new Wish(null, null, null, null);
  }

  /**
   * The answer to a wish.
   *
   * @param compressible whether these bytes are worth compressing
   */
  Response answer(Wish wish, boolean compressible) {
    if (tag.isPresent() && EntityTag.matches(wish.ifNoneMatch(), tag.get())) {
      return tagged(Response.notModified()).build();
    }
    boolean same = wish.ifRange() == null || tag.filter(wish.ifRange()::equals).isPresent();
    Optional<String> wanted = same ? Optional.ofNullable(wish.range()) : Optional.empty();
    return switch (ByteRange.of(wanted, bytes)) {
      case ByteRange.Whole _ ->
          compressible && ContentEncoding.accepted(wish.acceptEncoding()) == ContentEncoding.GZIP
              ? compressed()
              : slice(0, bytes, tagged(Response.ok())).build();
      case ByteRange.Part(long first, long last) ->
          slice(first, last - first + 1, tagged(Response.status(Response.Status.PARTIAL_CONTENT)))
              .header(
                  "Content-Range", "bytes %d-%d/%s".formatted(first, last, complete ? bytes : "*"))
              .build();
      case ByteRange.Outside _ -> throw HttpProblem.rangeNotSatisfiable(wanted.orElse(""), bytes);
    };
  }

  private Response compressed() {
    StreamingOutput body =
        target -> {
          try (GZIPOutputStream gzip = new GZIPOutputStream(target, 1 << 14)) {
            content.write(0, bytes, gzip);
          }
        };
    Response.ResponseBuilder answer =
        Response.ok(body)
            .header(HttpHeaders.CONTENT_ENCODING, "gzip")
            .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    tag.map(EntityTag::weak).ifPresent(weak -> answer.header(HttpHeaders.ETAG, weak));
    return answer.build();
  }

  private Response.ResponseBuilder tagged(Response.ResponseBuilder answer) {
    tag.ifPresent(strong -> answer.header(HttpHeaders.ETAG, strong));
    return answer.header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
  }

  private Response.ResponseBuilder slice(long first, long count, Response.ResponseBuilder answer) {
    StreamingOutput body = target -> content.write(first, count, target);
    return answer
        .header("Accept-Ranges", "bytes")
        .header(HttpHeaders.CONTENT_LENGTH, count)
        .entity(body);
  }
}
