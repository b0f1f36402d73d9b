package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;

/** HTTP's own content codings, RFC 9110 section 8.4; a server that has none is passed over. */
@Group(value = "HTTP: compression", kind = Group.Kind.EXTENSION)
class CompressionHttpIT {

  private final Target target;
  private final HttpApi http;
  private final Model simple;
  private final Answer expected;

  CompressionHttpIT(Target target) {
    this.target = target;
    http = target.http();
    simple = target.model("simple");
    expected = http.answer(simple, json());
  }

  /** RFC 9110 8.4.1.3: gzip, of a request. */
  @Test
  void aRequestInGzipIsTaken() throws IOException {
    assertEquals(expected.outputs(), Answer.of(compressed(json(), "gzip")).outputs());
  }

  /** RFC 9110 8.4.1.2: deflate is the zlib format, of a request. */
  @Test
  void aRequestInDeflateIsTaken() throws IOException {
    assertEquals(expected.outputs(), Answer.of(compressed(json(), "deflate")).outputs());
  }

  /** The binary extension's header is the length of the JSON before compression. */
  @Test
  void aBinaryRequestInGzipIsTaken() throws IOException {
    target.require("binary_tensor_data");
    assertEquals(expected.outputs(), Answer.of(compressed(binary(), "gzip")).outputs());
  }

  /** RFC 9110 12.5.3: the codings that the client accepts. */
  @Test
  void aResponseIsInGzipWhereThatIsAccepted() throws IOException {
    responseIn("gzip");
  }

  /** RFC 9110 12.5.3: the codings that the client accepts. */
  @Test
  void aResponseIsInDeflateWhereThatIsAccepted() throws IOException {
    responseIn("deflate");
  }

  /** RFC 9110 12.5.3: without the field a client is served as it is. */
  @Test
  void aResponseIsPlainWhereNothingIsAccepted() {
    assertEquals("", http.infer(simple, json()).succeeded().header("Content-Encoding"));
  }

  /** RFC 9110 8.4: a coding that the server does not know is refused. */
  @Test
  void anUnknownCodingIsRefused() {
    Reply reply = http.infer(simple, json(), "Content-Encoding", "no-such-coding");
    reply.refused();
    assertTrue(reply.status() == 400 || reply.status() == 415, () -> "status " + reply.status());
  }

  /** A body that is not what its coding says. */
  @Test
  void aDamagedBodyIsRefused() throws IOException {
    compressed(json(), "gzip");
    http.infer(simple, json(), "Content-Encoding", "gzip").refused();
  }

  private Reply compressed(InferBody body, String coding) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        coding.equals("gzip") ? new GZIPOutputStream(bytes) : new DeflaterOutputStream(bytes)) {
      out.write(body.bytes());
    }
    Reply reply =
        body.hasBinary()
            ? http.post(
                simple.inferPath(),
                bytes.toByteArray(),
                "Content-Type",
                HttpApi.OCTETS,
                "Content-Encoding",
                coding,
                HttpApi.HEADER_LENGTH,
                String.valueOf(body.headerLength()))
            : http.post(
                simple.inferPath(),
                bytes.toByteArray(),
                "Content-Type",
                HttpApi.JSON,
                "Content-Encoding",
                coding);
    return reply.status() < 400
        ? reply
        : target.refuse("the server takes no " + coding + ": status " + reply.status());
  }

  private void responseIn(String coding) throws IOException {
    Reply reply = http.infer(simple, json(), "Accept-Encoding", coding).succeeded();
    if (reply.header("Content-Encoding").isEmpty()) {
      target.refuse("the server sends no " + coding);
    }
    assertEquals(coding, reply.header("Content-Encoding"));
    ByteArrayInputStream bytes = new ByteArrayInputStream(reply.body().toByteArray());
    try (var in =
        coding.equals("gzip") ? new GZIPInputStream(bytes) : new InflaterInputStream(bytes)) {
      Reply plain = new Reply(200, reply.headers(), ByteString.readFrom(in));
      assertEquals(expected.outputs(), Answer.of(plain).outputs());
    }
  }

  private InferBody json() {
    return InferBody.of(simple.input(0, Json.range(0, 16)), simple.input(1, Json.range(5, 16)));
  }

  private InferBody binary() {
    return InferBody.binary(simple.input(0, Json.range(0, 16)), simple.input(1, Json.range(5, 16)));
  }
}
