package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.batch.Batch;
import com.footanalytics.vision.batch.BatchPool;
import com.footanalytics.vision.decode.Frame;
import com.footanalytics.vision.decode.PictureAnswer;
import com.footanalytics.vision.decode.PictureDecoder;
import com.footanalytics.vision.infer.InferenceSession;
import com.footanalytics.vision.infer.Outputs;
import com.footanalytics.vision.postprocess.Detection;
import com.footanalytics.vision.preprocess.Letterbox;
import com.footanalytics.vision.preprocess.Preprocessor;
import com.footanalytics.vision.telemetry.InferenceReport;
import com.footanalytics.vision.telemetry.InferenceReport.Outcome;
import com.footanalytics.vision.telemetry.Telemetry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Finds objects in single pictures with sessions that it shares with running videos. Thread-safe;
 * takes a bounded number of pictures at a time and refuses more at once.
 */
public final class SharedPictureDetector implements PictureDetector, AutoCloseable {

  private static final int WAITING_PER_SESSION = 8;
  private static final Duration FIRST_GUESS = Duration.ofSeconds(1);

  private final LoadedDetector detector;
  private final String protocol;
  private final Telemetry telemetry;
  private final Semaphore room;
  private final BatchPool<Letterbox> slots;
  private final RecentMean inferenceNanos = new RecentMean();

  /**
   * @param detector stays the caller's
   * @param protocol how pictures come, as metrics name it
   */
  public SharedPictureDetector(
      LoadedDetector detector, CorePlan plan, String protocol, Telemetry telemetry) {
    this.detector = detector;
    this.protocol = protocol;
    this.telemetry = telemetry;
    this.room = new Semaphore(plan.sessions() * (1 + WAITING_PER_SESSION));
    this.slots = new BatchPool<>(plan.sessions(), 1, detector.input().bytesPerPicture());
  }

  @Override
  public Answer detect(byte[] picture, Duration deadline) {
    long offered = System.nanoTime();
    if (!room.tryAcquire()) {
      report(Outcome.REJECTED, offered, offered, offered);
      return new Answer.Busy(timeToDrain());
    }
    try {
      return switch (PictureDecoder.decode(picture)) {
        case PictureAnswer.Unreadable(String reason) -> new Answer.Unreadable(reason);
        case PictureAnswer.Picture decoded -> {
          try (Frame _ = decoded.frame()) {
            yield detect(decoded, offered, offered + deadline.toNanos());
          }
        }
      };
    } finally {
      room.release();
    }
  }

  private Answer detect(PictureAnswer.Picture picture, long offered, long deadlineNanos) {
    Optional<Batch<Letterbox>> slot = takeSlot(deadlineNanos);
    if (slot.isEmpty()) {
      report(Outcome.TIMEOUT, offered, System.nanoTime(), System.nanoTime());
      return new Answer.TooLate();
    }
    try (Batch<Letterbox> batch = slot.get();
        Preprocessor preprocessor = new Preprocessor(picture, detector.input())) {
      preprocessor.write(picture.frame(), batch.nextSlot());
      batch.add(preprocessor.letterbox());
      Optional<List<Detection>> objects = infer(batch, offered, deadlineNanos);
      if (objects.isEmpty()) {
        return new Answer.TooLate();
      }
      return new Answer.Found(
          picture.displayWidth(),
          picture.displayHeight(),
          detector.identity(),
          detector.classes(),
          objects.get());
    }
  }

  private Optional<Batch<Letterbox>> takeSlot(long deadlineNanos) {
    try {
      return slots.take(deadlineNanos - System.nanoTime());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private Optional<List<Detection>> infer(
      Batch<Letterbox> batch, long offered, long deadlineNanos) {
    try {
      long waitNanos = deadlineNanos - System.nanoTime();
      Optional<List<Detection>> objects =
          waitNanos > 0
              ? detector.withSession(waitNanos, session -> infer(session, batch, offered))
              : Optional.empty();
      if (objects.isEmpty()) {
        report(Outcome.TIMEOUT, offered, System.nanoTime(), System.nanoTime());
      }
      return objects;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      report(Outcome.CANCELLED, offered, System.nanoTime(), System.nanoTime());
      return Optional.empty();
    }
  }

  private List<Detection> infer(InferenceSession session, Batch<Letterbox> batch, long offered) {
    long started = System.nanoTime();
    Outcome outcome = Outcome.ERROR;
    try {
      Outputs outputs = session.run(batch.inputs(), 1);
      List<Detection> objects = detector.decoder().decode(outputs, 0, batch.items().getFirst());
      inferenceNanos.add((double) (System.nanoTime() - started));
      outcome = Outcome.OK;
      return objects;
    } finally {
      report(outcome, offered, started, System.nanoTime());
    }
  }

  /** Time in which the pictures taken now will have been served; a guess before the first was. */
  private Duration timeToDrain() {
    double mean = inferenceNanos.get();
    double rounds = 1.0 + WAITING_PER_SESSION;
    return mean == 0 ? FIRST_GUESS : Duration.ofNanos(Math.round(rounds * mean));
  }

  private void report(Outcome outcome, long offered, long started, long ended) {
    telemetry.inference(
        new InferenceReport(
            detector.identity().name(),
            detector.identity().version(),
            detector.identity().device(),
            protocol,
            outcome,
            ended - offered,
            started - offered,
            ended - started,
            outcome == Outcome.OK ? 1 : 0));
  }

  /** Frees the slots; no picture may be on its way any more. */
  @Override
  public void close() {
    slots.close();
  }
}
