package com.footanalytics.vision.infer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.footanalytics.vision.model.Fit;
import com.footanalytics.vision.model.InputSpec;
import com.footanalytics.vision.model.PixelFormat;
import com.footanalytics.vision.model.PixelFormat.Colour;
import com.footanalytics.vision.model.PixelFormat.Element;
import com.footanalytics.vision.model.PixelFormat.Layout;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorFeedTest {

  private static final int WIDTH = 5;
  private static final int HEIGHT = 3;
  private static final int COUNT = 2;
  private static final List<Float> MEAN = List.of(0.1f, 0.2f, 0.3f);
  private static final List<Float> STD = List.of(0.5f, 2f, 4f);

  @Test
  void levelsGoThroughUntouched() {
    ByteBuffer levels = levels();
    InputSpec input = new InputSpec("images", WIDTH, HEIGHT, 114);
    TensorFeed feed = new TensorFeed(input);
    ByteBuffer fed = feed.feed(levels, COUNT);
    assertEquals(levels, fed);
    levels.put(7, (byte) (levels.get(7) + 1));
    assertEquals(levels.get(7), fed.get(7), "the same memory");
    assertArrayEquals(new long[] {COUNT, HEIGHT, WIDTH, 3}, feed.shape(COUNT));
  }

  @ParameterizedTest
  @CsvSource({"NCHW,RGB", "NCHW,BGR", "NHWC,RGB", "NHWC,BGR"})
  void everyElementIsItsLevelScaledAndShifted(Layout layout, Colour colour) {
    ByteBuffer levels = levels();
    TensorFeed feed = new TensorFeed(input(layout, colour));

    FloatBuffer elements = feed.feed(levels, COUNT).asFloatBuffer();

    assertEquals(levels.limit(), elements.limit());
    long[] shape = feed.shape(COUNT);
    for (int picture = 0; picture < COUNT; picture++) {
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          for (int channel = 0; channel < 3; channel++) {
            int source = colour == Colour.RGB ? channel : 2 - channel;
            int level = levels.get(((picture * HEIGHT + y) * WIDTH + x) * 3 + source) & 0xFF;
            int at =
                layout == Layout.NCHW
                    ? ((picture * 3 + channel) * HEIGHT + y) * WIDTH + x
                    : ((picture * HEIGHT + y) * WIDTH + x) * 3 + channel;
            float expected = (level / 255f - MEAN.get(channel)) / STD.get(channel);
            assertEquals(expected, elements.get(at), 1e-6f);
          }
        }
      }
    }
    assertEquals(layout == Layout.NCHW ? 3 : HEIGHT, shape[1]);
  }

  @Test
  void aSmallerBatchAfterALargerOneUsesTheSameMemory() {
    TensorFeed feed = new TensorFeed(input(Layout.NCHW, Colour.RGB));
    ByteBuffer large = feed.feed(levels(), COUNT);
    ByteBuffer one = levels().limit(WIDTH * HEIGHT * 3);
    ByteBuffer small = feed.feed(one, 1);
    assertSame(large, small);
    assertEquals(one.limit() * Float.BYTES, small.limit());
  }

  @Test
  void fewerBytesThanTheBatchHasOrNoPictureAreRefused() {
    TensorFeed feed = new TensorFeed(input(Layout.NCHW, Colour.RGB));
    assertThrows(IllegalArgumentException.class, () -> feed.feed(levels(), COUNT + 1));
    assertThrows(IllegalArgumentException.class, () -> feed.feed(levels(), 0));
    ByteBuffer onTheHeap = ByteBuffer.allocate(levels().limit());
    assertThrows(IllegalArgumentException.class, () -> feed.feed(onTheHeap, COUNT));
  }

  private static InputSpec input(Layout layout, Colour colour) {
    var pixels = new PixelFormat(Element.FLOAT32, layout, colour, 1 / 255f, MEAN, STD);
    return new InputSpec("images", WIDTH, HEIGHT, Fit.STRETCH, 0, pixels, Optional.empty());
  }

  private static ByteBuffer levels() {
    byte[] bytes = new byte[COUNT * WIDTH * HEIGHT * 3];
    new Random(3).nextBytes(bytes);
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }
}
