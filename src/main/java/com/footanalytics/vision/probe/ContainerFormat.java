package com.footanalytics.vision.probe;

import java.util.Set;

/** Which of FFmpeg's input formats are taken: those that hold their pictures themselves. */
final class ContainerFormat {

  private static final Set<String> TAKEN =
      Set.of(
          "mov,mp4,m4a,3gp,3g2,mj2",
          "matroska,webm",
          "mpegts",
          "mpeg",
          "mpegvideo",
          "avi",
          "flv",
          "asf",
          "asf_o",
          "ogg",
          "mxf",
          "gxf",
          "nut",
          "dv",
          "rm",
          "wtv",
          "ivf",
          "obu",
          "av1",
          "h263",
          "h264",
          "hevc",
          "vvc",
          "m4v",
          "vc1",
          "vc1test",
          "mjpeg",
          "dhav",
          "yuv4mpegpipe");

  private static final Set<String> PLAYLISTS =
      Set.of("hls", "dash", "concat", "imf", "sdp", "rtsp", "webm_dash_manifest", "ffmetadata");

  private ContainerFormat() {}

  /** The formats taken, as FFmpeg's option {@code format_whitelist} has them. */
  static String whitelist() {
    return String.join(",", TAKEN);
  }

  /**
   * Nothing, if files of that format are taken.
   *
   * @throws UnreadableException otherwise
   */
  static void requireTaken(String name) {
    if (PLAYLISTS.contains(name)) {
      throw new UnreadableException(
          name + " playlist that names other files (expected: a file that holds the video itself)");
    }
    if (!TAKEN.contains(name)) {
      throw new UnreadableException(
          "format "
              + name
              + " is not taken (expected: a video such as MP4, MOV, Matroska, WebM, MPEG-TS, AVI)");
    }
  }
}
