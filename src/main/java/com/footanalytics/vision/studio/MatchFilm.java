package com.footanalytics.vision.studio;

import com.footanalytics.vision.simulate.FrameTruth;
import com.footanalytics.vision.simulate.MatchSettings;
import com.footanalytics.vision.simulate.MatchSimulator;
import com.footanalytics.vision.sink.RgbVideoWriter;
import com.footanalytics.vision.sink.SinkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The files of one simulated match.
 *
 * @param folder where they lie
 */
public record MatchFilm(Path folder) {

  /** The picture. */
  public Path video() {
    return folder.resolve("match.mp4");
  }

  /** Everything that is in it, frame by frame. */
  public Path truth() {
    return folder.resolve("truth.jsonl");
  }

  /** The persons' tracks in the MOT challenge's form. */
  public Path tracks() {
    return folder.resolve("gt.txt");
  }

  /**
   * Plays, films and writes a match; the files take their names only when all are complete.
   *
   * @param frames how many, at least 1
   * @param threads threads the encoder may use
   * @param progress told what each frame shows once it is written
   * @param cancelled asked before each frame
   * @return whether it was completed; false leaves no files
   * @throws SinkException if the folder or its files cannot be written
   */
  public boolean write(
      MatchSettings settings,
      long frames,
      int threads,
      Consumer<FrameTruth> progress,
      BooleanSupplier cancelled) {
    makeFolder();
    MatchSimulator match = new MatchSimulator(settings);
    byte[] rgb = new byte[match.pictureBytes()];
    try (RgbVideoWriter video =
            new RgbVideoWriter(
                video(), settings.width(), settings.height(), settings.framesPerSecond(), threads);
        TruthFile truth = new TruthFile(truth(), settings, match);
        TracksFile tracks = new TracksFile(tracks())) {
      for (long done = 1; done <= frames; done++) {
        if (cancelled.getAsBoolean()) {
          return false;
        }
        FrameTruth seen = match.render(rgb);
        video.add(rgb);
        truth.frame(seen);
        tracks.frame(seen);
        progress.accept(seen);
      }
      truth.finish();
      tracks.finish();
      video.finish();
    }
    return true;
  }

  private void makeFolder() {
    try {
      Files.createDirectories(folder);
      for (Path old : new Path[] {video(), truth(), tracks()}) {
        Files.deleteIfExists(old);
      }
    } catch (IOException e) {
      throw new SinkException(
          "cannot write into folder " + folder + ": " + e + "; choose another folder", e);
    }
  }
}
