package com.footanalytics.vision.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeadLimitTest {
  private static final long LIMIT_MS = 10_000;
  private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

  private final EmbeddedChannel channel = new EmbeddedChannel();

  @BeforeEach
  void open() throws Exception {
    channel.freezeTime();
    channel
        .pipeline()
        .addLast(new HeadLimit(TimeUnit.MILLISECONDS.toNanos(LIMIT_MS)))
        .addLast(new HttpRequestDecoder(), new HttpResponseEncoder());
    channel.pipeline().fireChannelActive();
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @Test
  void aConnectionOnWhichNothingComesIsClosedWithoutAWord() {
    pass(LIMIT_MS - 1);
    assertTrue(channel.isOpen());
    pass(1);
    assertFalse(channel.isOpen());
    assertNull(channel.readOutbound());
  }

  @Test
  void aHeadThatComesByteByByteIsAnswered408AfterTheWholeOfItsTime() {
    for (int i = 0; i < 9; i++) {
      send(GET.substring(i, i + 1));
      pass(LIMIT_MS / 10);
    }
    assertTrue(channel.isOpen());
    send("x");
    pass(LIMIT_MS / 10);
    String answer = sent();
    assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
    assertTrue(answer.endsWith("\r\n\r\nthe head of the request did not arrive within 10000 ms\n"));
    assertFalse(channel.isOpen());
  }

  @Test
  void betweenRequestsAConnectionMayRest() {
    send(GET);
    answer();
    pass(10 * LIMIT_MS);
    send("\r\n");
    pass(10 * LIMIT_MS);
    send(GET);
    answer();
    assertTrue(channel.isOpen());
  }

  @Test
  void aLaterHeadHasItsTimeFromItsFirstByte() {
    send(GET);
    answer();
    pass(10 * LIMIT_MS);
    send("GE");
    pass(LIMIT_MS - 1);
    send("T / HT");
    assertTrue(channel.isOpen());
    pass(1);
    assertTrue(sent().startsWith("HTTP/1.1 408 "));
    assertFalse(channel.isOpen());
  }

  @Test
  void aBodyMayTakeLonger() {
    send("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\na");
    pass(10 * LIMIT_MS);
    send("b");
    pass(10 * LIMIT_MS);
    send("c");
    answer();
    assertTrue(channel.isOpen());
  }

  @Test
  void anAnswerMayTakeLonger() {
    send(GET);
    channel.writeOutbound(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
    pass(10 * LIMIT_MS);
    channel.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);
    pass(10 * LIMIT_MS);
    assertTrue(channel.isOpen());
  }

  @Test
  void nothingIsWrittenIntoAnAnswerThatIsUnderWay() {
    send(GET + "GET /next");
    channel.writeOutbound(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
    sent();
    send(" HTTP");
    pass(LIMIT_MS);
    assertNull(channel.readOutbound());
    assertFalse(channel.isOpen());
  }

  @Test
  void anInterimAnswerEndsNothing() {
    send("POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\na");
    channel.writeOutbound(
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
    sent();
    send("G");
    pass(LIMIT_MS);
    assertNull(channel.readOutbound());
    assertFalse(channel.isOpen());
  }

  @Test
  void aConnectionThatDoesNotSpeakHttpIsLeftAlone() {
    var other = new EmbeddedChannel();
    other.freezeTime();
    other.pipeline().addLast(new HeadLimit(1)).fireChannelActive();
    other.advanceTimeBy(1, TimeUnit.HOURS);
    other.runScheduledPendingTasks();
    assertTrue(other.isOpen());
    assertNull(other.pipeline().get(HeadLimit.class));
    other.close();
  }

  private void send(String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, US_ASCII));
  }

  private void pass(long millis) {
    channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
  }

  private void answer() {
    channel.writeOutbound(
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.EMPTY_BUFFER));
    assertEquals("HTTP/1.1 200 OK", sent().lines().findFirst().orElse(""));
  }

  private String sent() {
    var text = new StringBuilder();
    for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
      text.append(piece.toString(US_ASCII));
      piece.release();
    }
    return text.toString();
  }
}
