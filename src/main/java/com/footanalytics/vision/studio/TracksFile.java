package com.footanalytics.vision.studio;

import com.footanalytics.vision.simulate.FrameTruth;
import com.footanalytics.vision.simulate.Role;
import com.footanalytics.vision.simulate.TrueObject;
import com.footanalytics.vision.sink.AtomicFile;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * {@code gt.txt}: the persons' tracks in the MOT challenge's form, rows of frame from 1, id, left,
 * top, width, height, 1, class 1, visible share. The ball is left out; {@code truth.jsonl} has it.
 * Not thread-safe.
 */
final class TracksFile implements AutoCloseable {

  private final AtomicFile file;
  private final Writer out;

  TracksFile(Path target) {
    file = new AtomicFile(target);
    try {
      out = Files.newBufferedWriter(file.part());
    } catch (IOException e) {
      throw file.failed(e);
    }
  }

  void frame(FrameTruth truth) {
    try {
      for (TrueObject object : truth.objects()) {
        if (object.role() != Role.BALL) {
          out.write(
              String.format(
                  Locale.ROOT,
                  "%d,%d,%.2f,%.2f,%.2f,%.2f,1,1,%.3f%n",
                  truth.frame() + 1,
                  object.id(),
                  object.x0(),
                  object.y0(),
                  object.x1() - object.x0(),
                  object.y1() - object.y0(),
                  object.visibleShare()));
        }
      }
    } catch (IOException e) {
      throw file.failed(e);
    }
  }

  /** Puts the file under its name. */
  void finish() {
    try {
      out.close();
    } catch (IOException e) {
      throw file.failed(e);
    }
    file.prepare();
    file.commit();
  }

  @Override
  public void close() {
    try (file) {
      out.close();
    } catch (IOException e) {
      throw file.failed(e);
    }
  }
}
