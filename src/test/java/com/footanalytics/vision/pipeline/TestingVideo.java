package com.footanalytics.vision.pipeline;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;

import com.footanalytics.vision.decode.DecodeReport;
import com.footanalytics.vision.decode.Decoded;
import com.footanalytics.vision.decode.Frame;
import com.footanalytics.vision.decode.TestingFrames;
import com.footanalytics.vision.postprocess.Box;
import com.footanalytics.vision.testing.TestingModels;

/**
 * A video in which frame n shows one square, whose class and place follow from n; the testing model
 * finds it.
 */
final class TestingVideo implements FrameSource {

  static final int WIDTH = TestingModels.WIDTH_PX;
  static final int HEIGHT = TestingModels.HEIGHT_PX;
  static final long TICKS_PER_FRAME = 10;

  private final long frames;
  private long next;
  private int mostOpen;

  TestingVideo(long frames) {
    this.frames = frames;
  }

  @Override
  public Decoded next() {
    if (next == frames) {
      return new Decoded.End(new DecodeReport(frames, 0, 0, 0, 0, 0));
    }
    Frame frame =
        TestingFrames.of(
            AV_PIX_FMT_RGB24, WIDTH, HEIGHT, samples(next), next, next * TICKS_PER_FRAME);
    next++;
    mostOpen = Math.max(mostOpen, TestingFrames.open());
    return new Decoded.Picture(frame);
  }

  /** Most frames that were open at once when one was made. */
  int mostOpen() {
    return mostOpen;
  }

  static int classOf(long frame) {
    return (int) (frame % 4);
  }

  static Box boxOf(long frame) {
    int columns = (WIDTH - TestingModels.SQUARE_PX) / TestingModels.STRIDE_PX;
    int rows = (HEIGHT - TestingModels.SQUARE_PX) / TestingModels.STRIDE_PX;
    int x = (int) (frame * 5 % columns) * TestingModels.STRIDE_PX;
    int y = (int) (frame * 3 % rows) * TestingModels.STRIDE_PX;
    return new Box(x, y, x + TestingModels.SQUARE_PX, y + TestingModels.SQUARE_PX);
  }

  private static byte[] samples(long frame) {
    byte[] samples = new byte[WIDTH * HEIGHT * 3];
    Box box = boxOf(frame);
    int colour = TestingModels.colour(classOf(frame));
    for (int y = (int) box.y1(); y < box.y2(); y++) {
      for (int x = (int) box.x1(); x < box.x2(); x++) {
        for (int channel = 0; channel < 3; channel++) {
          samples[(y * WIDTH + x) * 3 + channel] = (byte) (colour >> (16 - 8 * channel));
        }
      }
    }
    return samples;
  }
}
