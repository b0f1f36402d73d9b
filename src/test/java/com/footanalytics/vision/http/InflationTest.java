package com.footanalytics.vision.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.batch.NativePool;
import com.footanalytics.vision.oip.Failure;
import com.footanalytics.vision.oip.FailureException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InflationTest {
  private static final int LIMIT = 1 << 20;
  private static final byte[] CONTENT = content();

  private final NativePool pool = new NativePool(1 << 24);

  @AfterEach
  void nothingLeaks() {
    assertEquals(0, pool.takenBytes());
    pool.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1000, 1 << 20})
  void piecesOfAnySizeBecomeTheContent(int pieceBytes) {
    assertArrayEquals(CONTENT, inflate(gzip(CONTENT), true, pieceBytes));
    assertArrayEquals(CONTENT, inflate(zlib(CONTENT), false, pieceBytes));
    assertArrayEquals(new byte[0], inflate(gzip(new byte[0]), true, pieceBytes));
  }

  @Test
  void contentThatFillsItsRoomExactlyIsWhole() {
    for (int bytes : List.of(1 << 14, 1 << 15, LIMIT)) {
      byte[] zeros = new byte[bytes];
      assertArrayEquals(zeros, inflate(gzip(zeros), true, 1 << 20));
      assertArrayEquals(zeros, inflate(zlib(zeros), false, 3));
    }
  }

  @Test
  void everyPartOfAHeadIsPassedOver() {
    byte[] plain = gzip(CONTENT);
    byte[] head = Arrays.copyOf(plain, 10);
    head[3] = 2 | 4 | 8 | 16;
    byte[] parts = {3, 0, 9, 9, 9, 'n', 0, 'c', 'c', 0, 1, 2};
    byte[] body =
        Bodied.join(Bodied.join(head, parts), Arrays.copyOfRange(plain, 10, plain.length));
    assertArrayEquals(CONTENT, inflate(body, true, 1));
    assertArrayEquals(CONTENT, inflate(body, true, 1 << 20));
    byte[] noExtra = {0, 0, 0, 0, 1, 2};
    body = Bodied.join(Bodied.join(head, noExtra), Arrays.copyOfRange(plain, 10, plain.length));
    assertArrayEquals(CONTENT, inflate(body, true, 1));
  }

  @Test
  void aBombStopsAtTheLimit() {
    byte[] bomb = gzip(new byte[LIMIT + 1]);
    FailureException e = assertThrows(FailureException.class, () -> inflate(bomb, true, 1 << 20));
    assertEquals(Failure.Code.TOO_LARGE, e.failure().code());
    assertEquals(
        Failure.Code.TOO_LARGE,
        assertThrows(FailureException.class, () -> inflate(zlib(new byte[1 << 26]), false, 1 << 20))
            .failure()
            .code());
  }

  @Test
  void aBodyThatEndsEarlyIsDamaged() {
    byte[] gzip = gzip(CONTENT);
    for (int length : List.of(0, 5, 10, gzip.length / 2, gzip.length - 8, gzip.length - 1)) {
      assertDamaged(Arrays.copyOf(gzip, length), true, "ends too early");
    }
    assertDamaged(Arrays.copyOf(zlib(CONTENT), 20), false, "ends too early");
    assertDamaged(new byte[0], false, "ends too early");
  }

  @Test
  void aBodyThatGoesOnIsDamaged() {
    assertDamaged(Bodied.join(gzip(CONTENT), new byte[1]), true, "something follows");
    assertDamaged(Bodied.join(zlib(CONTENT), new byte[1]), false, "something follows");
  }

  @Test
  void aWrongChecksumLengthOrMagicIsDamaged() {
    byte[] gzip = gzip(CONTENT);
    assertDamaged(changed(gzip, gzip.length - 8), true, "checksum");
    assertDamaged(changed(gzip, gzip.length - 1), true, "checksum");
    assertDamaged(changed(gzip, 0), true, "not gzip");
    assertDamaged(changed(gzip, 2), true, "not gzip");
    byte[] reserved = gzip.clone();
    reserved[3] = (byte) 0x80;
    assertDamaged(reserved, true, "not gzip");
    byte[] zlib = zlib(CONTENT);
    assertDamaged(changed(zlib, 0), false, "damaged");
    assertDamaged(changed(zlib, zlib.length - 1), false, "damaged");
    assertDamaged(gzip, false, "damaged");
  }

  @Test
  void aDictionaryIsNotThere() {
    var deflater = new Deflater();
    deflater.setDictionary("some words".getBytes(UTF_8));
    deflater.setInput("some words some words".getBytes(UTF_8));
    deflater.finish();
    byte[] body = new byte[100];
    int bytes = deflater.deflate(body);
    deflater.end();
    assertDamaged(Arrays.copyOf(body, bytes), false, "dictionary");
  }

  @Test
  void whatIsCompressedHereIsInflatedHere() {
    for (ContentEncoding encoding : List.of(ContentEncoding.GZIP, ContentEncoding.DEFLATE)) {
      var compressed = encoding.compress(io.netty.buffer.Unpooled.wrappedBuffer(CONTENT));
      byte[] body = new byte[compressed.readableBytes()];
      compressed.readBytes(body);
      assertTrue(compressed.release());
      assertArrayEquals(CONTENT, inflate(body, encoding == ContentEncoding.GZIP, 100));
    }
  }

  private byte[] inflate(byte[] body, boolean gzip, int pieceBytes) {
    try (var target = new IncomingBody(pool, LIMIT, 0);
        var inflation = new Inflation(target, gzip)) {
      for (int from = 0; from < body.length; from += pieceBytes) {
        inflation.append(ByteBuffer.wrap(body, from, Math.min(pieceBytes, body.length - from)));
      }
      inflation.end();
      try (RequestMemory memory = target.finish()) {
        return memory.body().toArray(ValueLayout.JAVA_BYTE);
      }
    }
  }

  private void assertDamaged(byte[] body, boolean gzip, String reason) {
    for (int pieceBytes : List.of(1, 1 << 20)) {
      FailureException e =
          assertThrows(FailureException.class, () -> inflate(body, gzip, pieceBytes));
      assertEquals(Failure.Code.INVALID, e.failure().code());
      assertTrue(e.failure().message().contains(reason), e.failure().message());
    }
  }

  private static byte[] changed(byte[] body, int position) {
    byte[] changed = body.clone();
    changed[position] ^= 0x55;
    return changed;
  }

  private static byte[] content() {
    byte[] content = new byte[100_000];
    new Random(3).nextBytes(content);
    Arrays.fill(content, 1000, 90_000, (byte) 7);
    return content;
  }

  static byte[] gzip(byte[] content) {
    var bytes = new ByteArrayOutputStream();
    try (var stream = new GZIPOutputStream(bytes)) {
      stream.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] zlib(byte[] content) {
    var bytes = new ByteArrayOutputStream();
    try (var stream = new DeflaterOutputStream(bytes)) {
      stream.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
