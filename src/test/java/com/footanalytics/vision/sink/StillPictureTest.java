package com.footanalytics.vision.sink;

import static com.footanalytics.vision.sink.TestingRuns.found;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.decode.Frame;
import com.footanalytics.vision.decode.PictureAnswer;
import com.footanalytics.vision.decode.PictureDecoder;
import com.footanalytics.vision.decode.TestingFrames;
import com.footanalytics.vision.probe.Orientation;
import com.footanalytics.vision.probe.TimeBase;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StillPictureTest {

  private static final TimeBase TICKS = new TimeBase(1, 12800);
  private static final int GREY = 128;

  @AfterEach
  void everyFrameIsClosed() {
    assertEquals(0, TestingFrames.open());
  }

  @Test
  void theFrameIsAJpegAsLargeAsItIsShown() throws IOException {
    byte[] jpeg;
    try (Frame frame = grey(320, 180)) {
      jpeg = StillPicture.of(frame, TestingRuns.video(320, 180, new Orientation(90, false), TICKS));
    }
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(jpeg));
    assertEquals(180, picture.getWidth());
    assertEquals(320, picture.getHeight());
    // Video levels: luma 128 of 16 to 235 is 130 of 0 to 255.
    assertEquals(130, picture.getRGB(90, 160) & 0xff, 2);
    try (Frame read =
        assertInstanceOf(PictureAnswer.Picture.class, PictureDecoder.decode(jpeg)).frame()) {
      assertEquals(180, read.picture().width());
    }
  }

  @Test
  void whatWasFoundIsDrawnWhereItIs() throws IOException {
    FrameResult result = TestingRuns.frame(7, found(2, 0.9, 100, 60, 140, 150));
    BufferedImage plain;
    BufferedImage drawn;
    try (Frame frame = grey(320, 180)) {
      var video = TestingRuns.video(320, 180, Orientation.UPRIGHT, TICKS);
      plain = ImageIO.read(new ByteArrayInputStream(StillPicture.of(frame, video)));
      drawn =
          ImageIO.read(
              new ByteArrayInputStream(
                  StillPicture.annotated(frame, video, TestingRuns.CLASSES, result)));
    }
    assertTrue(differs(plain, drawn, 100, 100), "the left edge of the box");
    assertTrue(differs(plain, drawn, 139, 100), "the right edge of the box");
    assertTrue(!differs(plain, drawn, 120, 100), "its inside");
    assertTrue(!differs(plain, drawn, 250, 100), "the rest of the picture");
  }

  private static boolean differs(BufferedImage a, BufferedImage b, int x, int y) {
    int difference = 0;
    for (int shift = 0; shift < 24; shift += 8) {
      difference += Math.abs((a.getRGB(x, y) >> shift & 0xff) - (b.getRGB(x, y) >> shift & 0xff));
    }
    return difference > 30;
  }

  private static Frame grey(int width, int height) {
    byte[] samples = new byte[width * height * 3 / 2];
    Arrays.fill(samples, (byte) GREY);
    return TestingFrames.of(AV_PIX_FMT_YUV420P, width, height, samples, 7, 100);
  }
}
