package com.footanalytics.vision.probe;

import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that come only once. FFmpeg asks for them on the thread that reads the container; the time
 * that it waits for them is taken off no deadline. What the source throws ends the reading and is
 * kept for {@link #rethrow()}. The source stays the caller's.
 */
final class StreamInput implements ContainerInput {

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final Map<Long, StreamInput> OPEN = new ConcurrentHashMap<>();
  private static final AtomicLong KEYS = new AtomicLong();
  private static final Reader READER = new Reader();

  private final ByteSource source;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final LongPointer key = new LongPointer(1);
  private @Nullable Deadline deadline;
  private @Nullable AVIOContext io;
  private @Nullable RuntimeException failure;
  private long waitedNanos;

  StreamInput(ByteSource source) {
    this.source = source;
    key.put(KEYS.incrementAndGet());
  }

  @Override
  public int open(Deadline deadline) {
    this.deadline = deadline;
    OPEN.put(key.get(), this);
    BytePointer memory = new BytePointer(avutil.av_malloc(BUFFER_BYTES));
    io = avformat.avio_alloc_context(memory, BUFFER_BYTES, 0, key, READER, null, null);
    return 0;
  }

  @Override
  public AVIOContext io() {
    if (io == null) {
      throw new IllegalStateException("input is not open");
    }
    return io;
  }

  @Override
  public String url() {
    return "";
  }

  @Override
  public boolean isTransportStream() {
    BytePointer unread = io().buf_ptr();
    byte[] head = new byte[Math.toIntExact(io().buf_end().address() - unread.address())];
    unread.get(head);
    return TransportStream.isIn(head);
  }

  @Override
  public void rethrow() {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public long waitedNanos() {
    return waitedNanos;
  }

  private int read(BytePointer target, int length) {
    if (failure != null || deadline == null || deadline.expired()) {
      return avutil.AVERROR_EXIT();
    }
    long asked = System.nanoTime();
    try {
      int read = source.read(buffer, 0, Math.min(length, buffer.length));
      if (read == ByteSource.END) {
        return avutil.AVERROR_EOF;
      }
      target.put(buffer, 0, read);
      return read;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      failure = new CancellationException("interrupted while waiting for bytes");
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      long waited = System.nanoTime() - asked;
      waitedNanos += waited;
      deadline.extend(waited);
    }
    return avutil.AVERROR_EXIT();
  }

  @Override
  public void close() {
    OPEN.remove(key.get());
    if (io != null) {
      avutil.av_free(io.buffer());
      avformat.avio_context_free(io);
      io = null;
    }
    key.close();
  }

  /** One instance serves every input: which one comes with the call. Nothing may be thrown here. */
  private static final class Reader extends Read_packet_Pointer_BytePointer_int {

    @Override
    public int call(Pointer key, BytePointer target, int length) {
      try {
        StreamInput input = OPEN.get(new LongPointer(key).get());
        return input == null ? avutil.AVERROR_EXIT() : input.read(target, length);
      } catch (Throwable _) {
        return avutil.AVERROR_EXIT();
      }
    }
  }
}
