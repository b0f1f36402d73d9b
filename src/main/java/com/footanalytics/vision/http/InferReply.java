package com.footanalytics.vision.http;

import io.netty.buffer.ByteBuf;

/**
 * The body of an answer.
 *
 * @param body all of it; the holder's to release
 * @param headBytes of it that are JSON
 * @param binary whether tensors in binary follow
 */
record InferReply(ByteBuf body, int headBytes, boolean binary) {}
