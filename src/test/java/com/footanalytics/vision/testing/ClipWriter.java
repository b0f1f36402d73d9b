package com.footanalytics.vision.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Pointer;

/** Writes one clip with the FFmpeg libraries the product itself runs on. Not thread-safe. */
final class ClipWriter implements AutoCloseable {

  private final AVFormatContext output = new AVFormatContext(null);
  private final String url;
  private final List<TrackEncoder> tracks = new ArrayList<>();

  ClipWriter(Path file, String muxer) {
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    url = "file:" + file.toAbsolutePath();
    Checked.code(
        "muxer " + muxer, avformat.avformat_alloc_output_context2(output, null, muxer, url));
  }

  void addPictures(ClipTrack track) {
    tracks.add(TrackEncoder.pictures(output, track));
  }

  void addTone(int tenthsOfSecond) {
    tracks.add(TrackEncoder.tone(output, tenthsOfSecond));
  }

  void write(Map<String, String> muxerOptions) {
    AVIOContext io = new AVIOContext(null);
    Checked.code(
        "create " + url, avformat.avio_open2(io, url, avformat.AVIO_FLAG_WRITE, null, null));
    output.pb(io);
    AVDictionary options = new AVDictionary(null);
    muxerOptions.forEach((name, value) -> avutil.av_dict_set(options, name, value, 0));
    Checked.code("header", avformat.avformat_write_header(output, options));
    avutil.av_dict_free(options);
    List<AVPacket> packets = new ArrayList<>();
    tracks.forEach(track -> packets.addAll(track.encode()));
    for (AVPacket packet : packets) {
      Checked.code("packet", avformat.av_interleaved_write_frame(output, packet));
      avcodec.av_packet_free(packet);
    }
    Checked.code("trailer", avformat.av_write_trailer(output));
    Checked.code("close", avformat.avio_closep(io));
    output.pb(new AVIOContext((Pointer) null));
  }

  @Override
  public void close() {
    tracks.forEach(TrackEncoder::close);
    avformat.avformat_free_context(output);
  }
}
