package com.footanalytics.vision.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Passes connections on to a server on this machine, and breaks them off or keeps silent where it
 * is told to, as a network does. Its threads end when it is closed.
 */
public final class CuttingProxy implements AutoCloseable {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final ServerSocket listener;
  private final InetSocketAddress target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Direction requests = new Direction();
  private final Direction answers = new Direction();
  private final AtomicInteger cuts = new AtomicInteger();
  private final Gate gate = new Gate();
  private volatile boolean down;

  /** Where bytes wait while nothing passes. */
  private static final class Gate {

    private boolean shut;

    synchronized void set(boolean value) {
      shut = value;
      notifyAll();
    }

    synchronized void pass() {
      try {
        while (shut) {
          wait();
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Bytes one way, over all connections, and where to cut next. */
  private static final class Direction {

    private final AtomicLong bytes = new AtomicLong();
    private final ConcurrentLinkedQueue<Long> cuts = new ConcurrentLinkedQueue<>();

    /** How many of so many bytes pass before a cut; all if none is due. */
    int passing(int count) {
      Long next = cuts.peek();
      long before = bytes.getAndAdd(count);
      return next == null || before + count < next ? count : (int) Math.max(0, next - before);
    }
  }

  private CuttingProxy(ServerSocket listener, InetSocketAddress target) {
    this.listener = listener;
    this.target = target;
  }

  /** A proxy on a free port. */
  public static CuttingProxy to(URI server) throws IOException {
    CuttingProxy proxy =
        new CuttingProxy(
            new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()));
    Thread.ofVirtual().start(proxy::accept);
    return proxy;
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** Cuts the connection over which the so-manieth byte of all requests comes. */
  public void cutRequestsAfter(long... bytes) {
    Arrays.stream(bytes).forEach(requests.cuts::add);
  }

  /** Cuts the connection over which the so-manieth byte of all answers comes. */
  public void cutAnswersAfter(long... bytes) {
    Arrays.stream(bytes).forEach(answers.cuts::add);
  }

  /** How often it cut. */
  public int cuts() {
    return cuts.get();
  }

  /** Breaks all connections off, and every one that comes, until it is mended. */
  public void breakDown() throws IOException {
    down = true;
    for (Socket socket : open) {
      socket.close();
    }
  }

  /** Keeps connections and passes nothing, either way, until it is mended. */
  public void fallSilent() {
    gate.set(true);
  }

  /** From now on everything passes again. */
  public void mend() {
    down = false;
    gate.set(false);
  }

  @Override
  public void close() throws IOException {
    gate.set(false);
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        if (down) {
          client.close();
          continue;
        }
        Socket server = new Socket();
        server.connect(target);
        open.add(client);
        open.add(server);
        Thread.ofVirtual().start(() -> pass(client, server, requests));
        Thread.ofVirtual().start(() -> pass(server, client, answers));
      } catch (IOException _) {
        // Closed, or the server is not there; the caller sees no answer.
      }
    }
  }

  private void pass(Socket from, Socket to, Direction direction) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        gate.pass();
        int passing = direction.passing(read);
        out.write(buffer, 0, passing);
        if (passing < read) {
          direction.cuts.remove();
          cuts.incrementAndGet();
          return;
        }
      }
    } catch (IOException _) {
      // One side went away, and so the other does.
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }
}
