package com.footanalytics.vision.sink;

import com.footanalytics.vision.decode.Frame;
import com.footanalytics.vision.probe.VideoInfo;
import java.io.IOException;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** One frame of a video as a JPEG, upright and as large as it is shown. */
public final class StillPicture {

  private static final int QUANTISER = 3;

  private StillPicture() {}

  /** The frame as it is; stays the caller's. */
  public static byte[] of(Frame frame, VideoInfo video) throws IOException {
    return encode(frame, video, (_, _) -> {});
  }

  /**
   * The frame with what was found in it and its clock drawn in.
   *
   * @param frame stays the caller's
   * @param classes class names; a detection's index points here
   */
  public static byte[] annotated(
      Frame frame, VideoInfo video, List<String> classes, FrameResult result) throws IOException {
    return encode(
        frame,
        video,
        (canvas, size) -> {
          DetectionPainter painter = new DetectionPainter(classes, size, JpegCodec.colours());
          painter.drawObjects(canvas, result.detections());
          painter.drawClock(
              canvas, MediaTime.of(video, frame.ptsTicks()), result.frame(), frame.corrupt());
        });
  }

  private static byte[] encode(Frame frame, VideoInfo video, Drawing drawing) throws IOException {
    CanvasSize size = CanvasSize.of(video.displayWidth(), video.displayHeight());
    try (PictureConverter converter =
            new PictureConverter(size, video.orientation(), JpegCodec.colours());
        JpegCodec codec = new JpegCodec(size.width(), size.height(), QUANTISER)) {
      AVFrame picture = converter.convert(frame.picture());
      drawing.draw(new YuvCanvas(picture), size);
      return codec.encode(picture);
    }
  }

  private interface Drawing {
    void draw(YuvCanvas canvas, CanvasSize size);
  }
}
