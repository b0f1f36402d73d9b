package com.footanalytics.vision.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** How a body is compressed on the wire, by its name in the headers. */
enum ContentEncoding {
  IDENTITY,
  GZIP,
  /** The zlib format, which HTTP calls deflate. */
  DEFLATE;

  /** Those that can be named in an {@code Accept-Encoding}. */
  static final String ACCEPTED = "gzip, deflate";

  private static final int CHUNK_BYTES = 1 << 13;

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Of a header {@code Content-Encoding}; empty if it is not known here. */
  static Optional<ContentEncoding> of(@Nullable String header) {
    return switch (header == null ? "" : header.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> Optional.of(IDENTITY);
      case "gzip", "x-gzip" -> Optional.of(GZIP);
      case "deflate" -> Optional.of(DEFLATE);
      default -> Optional.empty();
    };
  }

  /** The one that a header {@code Accept-Encoding} likes best; gzip among equals. */
  static ContentEncoding accepted(@Nullable String header) {
    ContentEncoding best = IDENTITY;
    double bestWeight = 0;
    for (String choice : header == null ? new String[0] : header.split(",", -1)) {
      String[] parts = choice.split(";", 2);
      ContentEncoding encoding =
          parts[0].strip().equals("*") ? GZIP : of(parts[0]).orElse(IDENTITY);
      double weight = parts.length == 1 ? 1 : weight(parts[1]);
      if (encoding != IDENTITY
          && (weight > bestWeight || (weight == bestWeight && encoding == GZIP && weight > 0))) {
        best = encoding;
        bestWeight = weight;
      }
    }
    return best;
  }

  private static double weight(String parameter) {
    String text = parameter.strip().toLowerCase(Locale.ROOT);
    return text.matches("q\\s*=\\s*[01](\\.\\d{0,3})?")
        ? Double.parseDouble(text.substring(text.indexOf('=') + 1).strip())
        : 0;
  }

  /** What inflates a body that comes like this; empty if nothing has to. */
  Optional<Inflation> inflation(IncomingBody target) {
    return this == IDENTITY ? Optional.empty() : Optional.of(new Inflation(target, this == GZIP));
  }

  /**
   * The same, compressed; fast rather than small.
   *
   * @param plain released
   * @return the receiver's to release
   */
  ByteBuf compress(ByteBuf plain) {
    if (this == IDENTITY) {
      return plain;
    }
    ByteBuf compressed = PooledByteBufAllocator.DEFAULT.directBuffer(CHUNK_BYTES);
    boolean done = false;
    try (OutputStream stream = stream(compressed)) {
      plain.readBytes(stream, plain.readableBytes());
      stream.close();
      done = true;
      return compressed;
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    } finally {
      plain.release();
      if (!done) {
        compressed.release();
      }
    }
  }

  private OutputStream stream(ByteBuf target) throws IOException {
    var bytes = new ByteBufOutputStream(target);
    return this == GZIP
        ? new FastGzip(bytes)
        : new FastDeflate(bytes, new Deflater(Deflater.BEST_SPEED));
  }

  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream target) throws IOException {
      super(target, CHUNK_BYTES);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  private static final class FastDeflate extends DeflaterOutputStream {
    FastDeflate(OutputStream target, Deflater deflater) {
      super(target, deflater, CHUNK_BYTES);
    }

    @Override
    public void close() throws IOException {
      try {
        super.close();
      } finally {
        def.end();
      }
    }
  }
}
