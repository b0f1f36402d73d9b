package com.footanalytics.vision.bench;

import com.footanalytics.vision.batch.Batch;
import com.footanalytics.vision.batch.BatchPool;
import com.footanalytics.vision.decode.DecodeException;
import com.footanalytics.vision.decode.DecodeSettings;
import com.footanalytics.vision.decode.Decoded;
import com.footanalytics.vision.decode.Frame;
import com.footanalytics.vision.infer.Outputs;
import com.footanalytics.vision.pipeline.LoadedDetector;
import com.footanalytics.vision.preprocess.Preprocessor;
import com.footanalytics.vision.probe.VideoInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Measures each stage alone, on one core or on several at once. */
final class StageBench {

  private static final int PICTURES = 16;

  private final Path file;
  private final VideoInfo video;
  private final LoadedDetector detector;
  private final long maxFrames;

  StageBench(Path file, VideoInfo video, LoadedDetector detector, long maxFrames) {
    this.file = file;
    this.video = video;
    this.detector = detector;
    this.maxFrames = maxFrames;
  }

  /**
   * Measures every stage over {@code frames} frames on the calling thread.
   *
   * @throws DecodeException if the video has no frames or cannot be decoded
   */
  StageCosts measure(int frames) throws InterruptedException {
    return measure(frames, () -> {});
  }

  /**
   * Measures every stage with {@code copies} of it at work side by side, each over {@code frames}
   * frames: what a frame costs when no core is idle, where cores share caches, memory or execution
   * units.
   *
   * @param copies not more than the detector has sessions
   * @throws DecodeException if the video has no frames or cannot be decoded
   */
  StageCosts measureSideBySide(int copies, int frames) throws InterruptedException {
    var together = new CyclicBarrier(copies);
    try (var threads = Executors.newFixedThreadPool(copies)) {
      var running = new ArrayList<Future<StageCosts>>();
      for (int i = 0; i < copies; i++) {
        running.add(threads.submit(() -> measure(frames, () -> await(together))));
      }
      var costs = new ArrayList<StageCosts>();
      for (Future<StageCosts> copy : running) {
        costs.add(copy.get());
      }
      return StageCosts.mean(costs);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a stage failed", e.getCause());
    }
  }

  private static void await(CyclicBarrier together) {
    try {
      together.await(1, TimeUnit.MINUTES);
    } catch (BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException("another copy of the stage failed", e);
    } catch (InterruptedException e) {
      throw new CancellationException("interrupted");
    }
  }

  private StageCosts measure(int frames, Runnable together) throws InterruptedException {
    together.run();
    double decode = decode(frames);
    List<Frame> pictures = pictures();
    try (BatchPool<Integer> pool = new BatchPool<>(1, 1, detector.input().bytesPerPicture());
        Batch<Integer> batch = pool.take();
        Preprocessor preprocessor = new Preprocessor(video, detector.input())) {
      double preprocess =
          milliseconds(
              frames,
              together,
              i -> preprocessor.write(pictures.get(i % PICTURES), batch.nextSlot()));
      return detector.withSession(session -> {
        Outputs outputs = session.run(batch.inputs(), 1);
        double infer = milliseconds(frames, together, _ -> session.run(batch.inputs(), 1));
        double postprocess =
            milliseconds(
                frames,
                together,
                _ -> detector.decoder().decode(outputs, 0, preprocessor.letterbox()));
        return new StageCosts(decode, preprocess, infer, postprocess);
      });
    } finally {
      pictures.forEach(Frame::close);
    }
  }

  private double decode(int frames) throws InterruptedException {
    try (LoopedVideo looped = looped(1)) {
      close(looped.next());
      long started = System.nanoTime();
      for (int i = 0; i < frames; i++) {
        close(looped.next());
      }
      return (System.nanoTime() - started) / 1e6 / frames;
    }
  }

  private List<Frame> pictures() throws InterruptedException {
    var pictures = new ArrayList<Frame>();
    try (LoopedVideo looped = looped(PICTURES)) {
      while (pictures.size() < PICTURES) {
        switch (looped.next()) {
          case Decoded.Picture(Frame frame) -> pictures.add(frame);
          case Decoded other -> close(other);
        }
      }
    }
    return pictures;
  }

  private LoopedVideo looped(int framesOut) {
    return new LoopedVideo(file, video, new DecodeSettings(1, framesOut, maxFrames), () -> false);
  }

  private static void close(Decoded decoded) {
    switch (decoded) {
      case Decoded.Picture(Frame frame) -> frame.close();
      case Decoded.End _ -> throw new DecodeException("the video has no frames");
      case Decoded.Failed(String reason, _) -> throw new DecodeException(reason);
    }
  }

  /** A stage's work on the i-th frame. */
  @FunctionalInterface
  private interface Work {
    void run(int i);
  }

  private static double milliseconds(int frames, Runnable together, Work work) {
    for (int i = 0; i < Math.min(frames, PICTURES); i++) {
      work.run(i);
    }
    together.run();
    long started = System.nanoTime();
    for (int i = 0; i < frames; i++) {
      work.run(i);
    }
    return (System.nanoTime() - started) / 1e6 / frames;
  }
}
