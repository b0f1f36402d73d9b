package com.footanalytics.vision.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/**
 * A reply as it goes out.
 *
 * @param reply its body is compressed already; whoever has it frees that
 * @param encoding how
 */
record EncodedReply(InferReply reply, ContentEncoding encoding) {

  private static final int LEAST_BINARY_TO_COMPRESS = 1 << 10;

  /** A reply compressed as the request's head accepts it, if that is worth it; taken over. */
  static EncodedReply of(InferHead head, InferReply reply) {
    boolean worthIt = !reply.binary() || reply.body().readableBytes() > LEAST_BINARY_TO_COMPRESS;
    ContentEncoding encoding = worthIt ? head.accepted() : ContentEncoding.IDENTITY;
    return new EncodedReply(
        new InferReply(encoding.compress(reply.body()), reply.headBytes(), reply.binary()),
        encoding);
  }

  /** Says in an answer's header what its body is. */
  void describeIn(HttpServerResponse response) {
    if (reply.binary()) {
      response
          .putHeader(HttpHeaders.CONTENT_TYPE, "application/octet-stream")
          .putHeader(BinaryTail.HEADER, Integer.toString(reply.headBytes()));
    } else {
      response.putHeader(HttpHeaders.CONTENT_TYPE, ProtocolAnswer.JSON);
    }
    if (encoding != ContentEncoding.IDENTITY) {
      response
          .putHeader(HttpHeaders.CONTENT_ENCODING, encoding.wireName())
          .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    }
  }
}
