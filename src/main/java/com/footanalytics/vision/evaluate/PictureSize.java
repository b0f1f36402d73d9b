package com.footanalytics.vision.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * The size of a picture file, from its header.
 *
 * @param width pixels
 * @param height pixels
 */
record PictureSize(int width, int height) {

  static boolean isPicture(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    return name.endsWith(".jpg") || name.endsWith(".jpeg") || name.endsWith(".png");
  }

  /**
   * Reads the header.
   *
   * @throws DatasetException if it is no picture
   */
  static PictureSize of(Path file) {
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new DatasetException(file + ": no picture (expected: JPEG or PNG)");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return new PictureSize(reader.getWidth(0), reader.getHeight(0));
      } finally {
        reader.dispose();
      }
    } catch (IOException e) {
      throw new DatasetException(file + ": no picture that can be read: " + e.getMessage(), e);
    }
  }
}
