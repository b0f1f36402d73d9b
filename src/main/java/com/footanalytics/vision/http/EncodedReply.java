package com.footanalytics.vision.http;

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
}
