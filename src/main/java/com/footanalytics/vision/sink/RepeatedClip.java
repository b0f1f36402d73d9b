package com.footanalytics.vision.sink;

import static com.footanalytics.vision.sink.FfmpegCall.checked;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import com.footanalytics.vision.probe.Ffmpeg;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Makes a long video of a short one: its picture stream again and again, packet by packet, without
 * decoding. MP4.
 */
public final class RepeatedClip {

  private final Path clip;
  private final AVFormatContext output = new AVFormatContext(null);
  private final AVPacket packet = av_packet_alloc();
  private long shiftTicks;
  private boolean headerWritten;

  private RepeatedClip(Path clip) {
    this.clip = clip;
  }

  /**
   * Writes {@code clip} so often that the result lasts at least as long as asked for.
   *
   * @throws IOException if the clip cannot be read or the result not be written
   */
  public static void write(Path clip, double seconds, Path target) throws IOException {
    Ffmpeg.load();
    new RepeatedClip(clip).repeat(seconds, target);
  }

  private void repeat(double seconds, Path target) throws IOException {
    AVIOContext io = new AVIOContext(null);
    try {
      checked(avformat_alloc_output_context2(output, null, "mp4", null), "start");
      checked(avio_open(io, target.toString(), AVIO_FLAG_WRITE), "open " + target);
      output.pb(io);
      double done = 0;
      while (done < seconds) {
        done = append();
      }
      checked(av_write_trailer(output), "finish");
    } finally {
      if (!io.isNull()) {
        avio_closep(io);
      }
      avformat_free_context(output);
      av_packet_free(packet);
    }
  }

  /** Writes the clip once more; how many seconds there are then. */
  private double append() throws IOException {
    AVFormatContext input = new AVFormatContext(null);
    checked(avformat_open_input(input, clip.toString(), null, null), "open " + clip);
    try {
      checked(avformat_find_stream_info(input, (PointerPointer<?>) null), "read");
      int index =
          checked(
              av_find_best_stream(
                  input,
                  AVMEDIA_TYPE_VIDEO,
                  /* wanted_stream_nb= */ -1,
                  /* related_stream= */ -1,
                  (PointerPointer<?>) null,
                  /* flags= */ 0),
              "find pictures");
      AVStream source = input.streams(index);
      if (!headerWritten) {
        AVStream stream = avformat_new_stream(output, null);
        checked(avcodec_parameters_copy(stream.codecpar(), source.codecpar()), "copy");
        stream.codecpar().codec_tag(0);
        stream.time_base(source.time_base());
        checked(avformat_write_header(output, (AVDictionary) null), "begin");
        headerWritten = true;
      }
      copy(input, index, source);
      return (double) shiftTicks * source.time_base().num() / source.time_base().den();
    } finally {
      avformat_close_input(input);
    }
  }

  private void copy(AVFormatContext input, int index, AVStream source) throws IOException {
    AVStream stream = output.streams(0);
    long endTicks = shiftTicks;
    long firstDts = AV_NOPTS_VALUE;
    long lastDts = AV_NOPTS_VALUE;
    while (av_read_frame(input, packet) >= 0) {
      if (packet.stream_index() == index) {
        packet.pts(packet.pts() - source.start_time() + shiftTicks);
        packet.dts(packet.dts() - source.start_time() + shiftTicks);
        endTicks = Math.max(endTicks, packet.pts() + packet.duration());
        firstDts = firstDts == AV_NOPTS_VALUE ? packet.dts() : firstDts;
        lastDts = packet.dts() + Math.max(1, packet.duration());
        packet.stream_index(0);
        packet.pos(-1);
        av_packet_rescale_ts(packet, source.time_base(), stream.time_base());
        checked(av_interleaved_write_frame(output, packet), "write");
      }
      av_packet_unref(packet);
    }
    if (endTicks == shiftTicks) {
      throw new IOException(clip + ": no pictures");
    }
    // A clip that was cut out may be decoded for longer than it is shown.
    shiftTicks = Math.max(endTicks, shiftTicks + lastDts - firstDts);
  }
}
