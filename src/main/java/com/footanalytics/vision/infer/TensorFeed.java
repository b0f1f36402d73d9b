package com.footanalytics.vision.infer;

import ai.djl.ndarray.types.DataType;
import com.footanalytics.vision.model.InputSpec;
import com.footanalytics.vision.model.PixelFormat;
import com.footanalytics.vision.model.PixelFormat.Colour;
import com.footanalytics.vision.model.PixelFormat.Layout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Makes a batch of levels what a model wants them as. One thread at a time; keeps one direct buffer
 * of the largest batch so far.
 *
 * <p>There are only 256 levels, so the arithmetic is done once, into a table for each channel.
 */
final class TensorFeed {

  private static final int CHANNELS = 3;
  private static final int LEVELS = 256;

  private final InputSpec input;
  private final float[][] elementsByLevel;
  private ByteBuffer elements = ByteBuffer.allocateDirect(0);

  TensorFeed(InputSpec input) {
    this.input = input;
    this.elementsByLevel = tables(input.pixels());
  }

  /**
   * The batch as the model takes it.
   *
   * @param images direct, uint8 {@code [count, height, width, 3]} RGB, from position 0; may be
   *     longer
   * @return the memory of {@code images} where the model takes it so; else a buffer in native order
   *     whose elements hold until the next call
   */
  ByteBuffer feed(ByteBuffer images, int count) {
    int length = Math.multiplyExact(count, input.bytesPerPicture());
    if (count < 1 || !images.isDirect() || images.capacity() < length) {
      throw new IllegalArgumentException(
          "images: %s, count %d (expected: direct, at least %d bytes, at least 1 picture)"
              .formatted(images, count, length));
    }
    ByteBuffer levels = images.duplicate().clear().limit(length).order(ByteOrder.nativeOrder());
    if (input.pixels().equals(PixelFormat.LEVELS)) {
      return levels;
    }
    int bytes = Math.multiplyExact(levels.limit(), Float.BYTES);
    if (elements.capacity() < bytes) {
      elements = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
    FloatBuffer target = elements.clear().limit(bytes).asFloatBuffer();
    switch (input.pixels().layout()) {
      case NHWC -> interleaved(levels, target);
      case NCHW -> planes(levels, target, count);
    }
    return elements;
  }

  /** Type of the model's input. */
  DataType elements() {
    return switch (input.pixels().element()) {
      case UINT8 -> DataType.UINT8;
      case FLOAT32 -> DataType.FLOAT32;
    };
  }

  /** Shape of the model's input for a batch. */
  long[] shape(int count) {
    return input.pixels().layout() == Layout.NHWC
        ? new long[] {count, input.height(), input.width(), CHANNELS}
        : new long[] {count, CHANNELS, input.height(), input.width()};
  }

  private void interleaved(ByteBuffer levels, FloatBuffer target) {
    byte[] row = new byte[input.width() * CHANNELS];
    float[] converted = new float[row.length];
    for (int at = 0; at < levels.limit(); at += row.length) {
      levels.get(at, row);
      for (int channel = 0; channel < CHANNELS; channel++) {
        float[] table = elementsByLevel[channel];
        int from = source(channel);
        for (int x = 0; x < row.length; x += CHANNELS) {
          converted[x + channel] = table[row[x + from] & 0xFF];
        }
      }
      target.put(at, converted);
    }
  }

  private void planes(ByteBuffer levels, FloatBuffer target, int count) {
    int width = input.width();
    int area = width * input.height();
    byte[] row = new byte[width * CHANNELS];
    float[] converted = new float[width];
    for (int y = 0; y < count * input.height(); y++) {
      levels.get(y * row.length, row);
      int picture = y / input.height();
      int start = picture * CHANNELS * area + y % input.height() * width;
      for (int channel = 0; channel < CHANNELS; channel++) {
        float[] table = elementsByLevel[channel];
        int from = source(channel);
        for (int x = 0; x < width; x++) {
          converted[x] = table[row[x * CHANNELS + from] & 0xFF];
        }
        target.put(start + channel * area, converted);
      }
    }
  }

  /** The place of a channel of the tensor in an RGB pixel. */
  private int source(int channel) {
    return input.pixels().colour() == Colour.RGB ? channel : CHANNELS - 1 - channel;
  }

  private static float[][] tables(PixelFormat pixels) {
    var tables = new float[CHANNELS][LEVELS];
    for (int channel = 0; channel < CHANNELS; channel++) {
      float mean = pixels.mean().get(channel);
      float std = pixels.std().get(channel);
      for (int level = 0; level < LEVELS; level++) {
        tables[channel][level] = (level * pixels.scale() - mean) / std;
      }
    }
    return tables;
  }
}
