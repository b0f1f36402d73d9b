package com.footanalytics.vision.sink;

import com.footanalytics.vision.probe.Orientation;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/**
 * One plane of a picture with one byte a sample; valid as long as the picture's buffer.
 *
 * @param samples row after row
 * @param stride bytes from one row to the next
 * @param width samples
 * @param height samples
 */
record Plane(ByteBuffer samples, int stride, int width, int height) {

  /** Plane {@code index} of an 8-bit 4:2:0 planar picture whose rows run downwards. */
  static Plane of(AVFrame picture, int index) {
    int width = index == 0 ? picture.width() : Math.ceilDiv(picture.width(), 2);
    int height = index == 0 ? picture.height() : Math.ceilDiv(picture.height(), 2);
    int stride = picture.linesize(index);
    BytePointer data = picture.data(index);
    long bytes = (long) stride * (height - 1) + width;
    return new Plane(data.capacity(bytes).asByteBuffer(), stride, width, height);
  }

  /** Fills a rectangle that lies inside. */
  void fill(int left, int top, int right, int bottom, byte value) {
    MemorySegment all = MemorySegment.ofBuffer(samples);
    for (int row = top; row < bottom; row++) {
      all.asSlice((long) row * stride + left, right - left).fill(value);
    }
  }

  void set(int column, int row, byte value) {
    samples.put(row * stride + column, value);
  }

  byte get(int column, int row) {
    return samples.get(row * stride + column);
  }

  /**
   * Takes over {@code source} turned for display, from the top-left corner on; repeats the last
   * column and row where this plane is larger. The source is first mirrored, then rotated.
   */
  void takeTurned(Plane source, Orientation orientation) {
    boolean swaps = orientation.swapsAxes();
    int columns = Math.min(width, swaps ? source.height : source.width);
    int rows = Math.min(height, swaps ? source.width : source.height);
    if (orientation.isUpright()) {
      for (int row = 0; row < rows; row++) {
        samples.put(row * stride, source.samples, row * source.stride, columns);
      }
    } else {
      turn(Walk.of(source, orientation), source.samples, columns, rows);
    }
    repeatEdges(columns, rows);
  }

  private void turn(Walk walk, ByteBuffer from, int columns, int rows) {
    final int tile = 32;
    for (int top = 0; top < rows; top += tile) {
      for (int left = 0; left < columns; left += tile) {
        int right = Math.min(columns, left + tile);
        int bottom = Math.min(rows, top + tile);
        for (int row = top; row < bottom; row++) {
          int sourceIndex = walk.origin + row * walk.perRow + left * walk.perColumn;
          for (int column = left; column < right; column++) {
            samples.put(row * stride + column, from.get(sourceIndex));
            sourceIndex += walk.perColumn;
          }
        }
      }
    }
  }

  private void repeatEdges(int columns, int rows) {
    for (int row = 0; row < rows; row++) {
      for (int column = columns; column < width; column++) {
        set(column, row, get(columns - 1, row));
      }
    }
    for (int row = rows; row < height; row++) {
      samples.put(row * stride, samples, (rows - 1) * stride, width);
    }
  }

  /**
   * How source samples are reached while display samples are visited in reading order.
   *
   * @param origin source index of the top-left display sample
   * @param perColumn source step for one display column
   * @param perRow source step for one display row
   */
  private record Walk(int origin, int perColumn, int perRow) {

    static Walk of(Plane source, Orientation orientation) {
      int right = orientation.mirrored() ? -1 : 1;
      int left = orientation.mirrored() ? source.width - 1 : 0;
      int lastLeft = source.width - 1 - left;
      int down = source.stride;
      int lastRow = (source.height - 1) * source.stride;
      return switch (orientation.clockwiseDegrees()) {
        case 90 -> new Walk(lastRow + left, -down, right);
        case 180 -> new Walk(lastRow + lastLeft, -right, -down);
        case 270 -> new Walk(lastLeft, down, -right);
        default -> new Walk(left, right, down);
      };
    }
  }
}
