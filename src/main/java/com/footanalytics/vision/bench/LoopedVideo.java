package com.footanalytics.vision.bench;

import com.footanalytics.vision.decode.DecodeReport;
import com.footanalytics.vision.decode.DecodeSettings;
import com.footanalytics.vision.decode.Decoded;
import com.footanalytics.vision.decode.VideoDecoder;
import com.footanalytics.vision.pipeline.FrameSource;
import com.footanalytics.vision.probe.VideoInfo;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** A video played again and again until enough is seen. Owns its decoder; one thread at a time. */
final class LoopedVideo implements FrameSource, AutoCloseable {

  private final Path file;
  private final VideoInfo video;
  private final DecodeSettings settings;
  private final BooleanSupplier enough;
  private VideoDecoder decoder;

  /**
   * @param enough asked before every frame; once true the video ends
   */
  LoopedVideo(Path file, VideoInfo video, DecodeSettings settings, BooleanSupplier enough) {
    this.file = file;
    this.video = video;
    this.settings = settings;
    this.enough = enough;
    this.decoder = VideoDecoder.open(file, video, settings);
  }

  @Override
  public Decoded next() throws InterruptedException {
    if (enough.getAsBoolean()) {
      return new Decoded.End(new DecodeReport(0, 0, 0, 0, 0, 0));
    }
    Decoded next = decoder.next();
    if (next instanceof Decoded.End) {
      decoder.close();
      decoder = VideoDecoder.open(file, video, settings);
      next = decoder.next();
    }
    return next;
  }

  @Override
  public void close() {
    decoder.close();
  }
}
