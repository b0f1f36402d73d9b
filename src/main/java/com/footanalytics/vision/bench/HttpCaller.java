package com.footanalytics.vision.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;

/**
 * One caller that asks for an inference again and again over one connection, with as little work of
 * its own as can be: the request is made once. For one thread.
 */
final class HttpCaller implements Caller {
  private static final String TIMING = "server-timing:";

  private final URI service;
  private Socket socket;
  private OutputStream out;
  private InputStream in;
  private final byte[] head;
  private final byte[] tail;
  private final byte[] scrap = new byte[1 << 16];

  /**
   * @param json of the request
   * @param tail its binary tensors, shared with other callers
   */
  @SuppressWarnings("NullAway.Init") // connect() sets what it needs
  HttpCaller(URI service, String path, byte[] json, byte[] tail) throws IOException {
    this.service = service;
    connect();
    byte[] lines =
        ("POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/octet-stream\r\n"
                + "Inference-Header-Content-Length: %d\r\nContent-Length: %d\r\n\r\n")
            .formatted(path, service.getHost(), json.length, json.length + tail.length)
            .getBytes(US_ASCII);
    boolean small = tail.length <= scrap.length;
    this.head = new byte[lines.length + json.length + (small ? tail.length : 0)];
    this.tail = small ? new byte[0] : tail;
    System.arraycopy(lines, 0, head, 0, lines.length);
    System.arraycopy(json, 0, head, lines.length, json.length);
    if (small) {
      System.arraycopy(tail, 0, head, lines.length + json.length, tail.length);
    }
  }

  private void connect() throws IOException {
    socket = new Socket(service.getHost(), service.getPort());
    socket.setTcpNoDelay(true);
    out = socket.getOutputStream();
    in = new BufferedInputStream(socket.getInputStream(), scrap.length);
  }

  /**
   * {@inheritDoc} A service that has no room for a large tensor may close the connection while it
   * is sent; then there is another one for the next question.
   *
   * @throws IOException if it is no answer of status 200 or 429
   */
  @Override
  public long ask() throws IOException {
    String status;
    try {
      out.write(head);
      out.write(tail);
      out.flush();
      status = line();
    } catch (IOException e) {
      if (tail.length == 0) {
        throw e;
      }
      socket.close();
      connect();
      return REFUSED;
    }
    boolean refused = status.startsWith("HTTP/1.1 429");
    if (!refused && !status.startsWith("HTTP/1.1 200")) {
      throw new IOException("answered " + status);
    }
    long length = 0;
    long serverNanos = 0;
    boolean closes = false;
    for (String line = line(); !line.isEmpty(); line = line()) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring(15).strip());
      } else if (lower.startsWith("connection: close")) {
        closes = true;
      } else if (lower.startsWith(TIMING)) {
        serverNanos = Math.max(serverNanos, Timing.nanos(lower.substring(TIMING.length()).strip()));
      }
    }
    while (length > 0) {
      int read = in.read(scrap, 0, (int) Math.min(length, scrap.length));
      if (read < 0 && refused) {
        closes = true;
        break;
      }
      if (read < 0) {
        throw new IOException("the answer ended early");
      }
      length -= read;
    }
    if (closes) {
      socket.close();
      connect();
    }
    return refused ? REFUSED : serverNanos;
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the connection was closed");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
