package com.footanalytics.vision.decode;

import com.footanalytics.vision.probe.Container;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/** The packets of one stream of a container, in file order. Owns the container. One thread. */
final class PacketSource implements Packets {

  /** Reads in a row that may fail before the rest of the file is given up. */
  private static final int MAX_FAILURES_IN_A_ROW = 100;

  private final Container container;
  private final int stream;
  private final AVPacket packet = avcodec.av_packet_alloc();
  private long failures;
  private long taken;

  PacketSource(Container container, int stream) {
    this.container = container;
    this.stream = stream;
    AVFormatContext context = container.context();
    for (int i = 0; i < context.nb_streams(); i++) {
      context.streams(i).discard(i == stream ? avcodec.AVDISCARD_DEFAULT : avcodec.AVDISCARD_ALL);
    }
  }

  /** Reads the stream's next packet into {@link #packet()}; false where no more can be read. */
  @Override
  public boolean advance() {
    int failuresInARow = 0;
    while (failuresInARow < MAX_FAILURES_IN_A_ROW) {
      avcodec.av_packet_unref(packet);
      int code = container.read(packet);
      if (code == avutil.AVERROR_EOF || code == avutil.AVERROR_EXIT) {
        return false;
      }
      if (code < 0) {
        failures++;
        failuresInARow++;
      } else if (packet.stream_index() == stream) {
        taken++;
        return true;
      }
    }
    return false;
  }

  /** As {@link Container#seekTime}, in this stream. */
  boolean seekTime(long ticks) {
    return container.seekTime(stream, ticks);
  }

  /** As {@link Container#seekByte}. */
  boolean seekByte(long position) {
    return container.seekByte(position);
  }

  @Override
  public long taken() {
    return taken;
  }

  @Override
  public AVPacket packet() {
    return packet;
  }

  @Override
  public long waitedNanos() {
    return container.waitedNanos();
  }

  @Override
  public long failures() {
    return failures;
  }

  /** Nothing: a file ends where it ends. */
  @Override
  public Optional<String> breach() {
    return Optional.empty();
  }

  @Override
  public void close() {
    avcodec.av_packet_free(packet);
    container.close();
  }
}
