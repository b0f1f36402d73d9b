package com.footanalytics.vision.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;

/** A caller on one connection who sends bodies in chunks and reads when he is told to. */
public final class ChunkedCall implements Closeable {

  static final int CHUNK_BYTES = 1 << 16;

  private static final int TIMEOUT_MS = 20_000;
  private static final byte[] LINE_END = "\r\n".getBytes(UTF_8);

  private final Socket socket;

  private ChunkedCall(Socket socket) {
    this.socket = socket;
  }

  /** Connects. */
  public static ChunkedCall to(URI service) throws IOException {
    Socket socket = new Socket(service.getHost(), service.getPort());
    socket.setSoTimeout(TIMEOUT_MS);
    return new ChunkedCall(socket);
  }

  /** Sends a head. */
  public void begin(String line, String... headers) throws IOException {
    StringBuilder head = new StringBuilder(line).append(" HTTP/1.1\r\nHost: x\r\n");
    head.append("Transfer-Encoding: chunked\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    socket.getOutputStream().write(head.append("\r\n").toString().getBytes(UTF_8));
  }

  /** Sends so many bytes of the body, or a little more. */
  public void send(int bytes) throws IOException {
    for (int sent = 0; sent < bytes; sent += CHUNK_BYTES) {
      socket.getOutputStream().write((Integer.toHexString(CHUNK_BYTES) + "\r\n").getBytes(UTF_8));
      socket.getOutputStream().write(new byte[CHUNK_BYTES]);
      socket.getOutputStream().write(LINE_END);
    }
  }

  /** Ends the body. */
  public void end() throws IOException {
    socket.getOutputStream().write("0\r\n\r\n".getBytes(UTF_8));
  }

  /** Reads an answer, whose length is known; returns its status. */
  public int status() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new EOFException("closed after: " + head);
      }
      head.append((char) next);
    }
    String length = head.toString().replaceFirst("(?is).*content-length: (\\d+).*", "$1");
    socket.getInputStream().skipNBytes(Integer.parseInt(length));
    return Integer.parseInt(head.substring(9, 12));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
