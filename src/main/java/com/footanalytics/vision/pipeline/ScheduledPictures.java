package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.batch.Lane;
import com.footanalytics.vision.batch.NativePool;
import com.footanalytics.vision.batch.Offer;
import com.footanalytics.vision.flags.Identity;
import com.footanalytics.vision.telemetry.InferenceReport.Outcome;
import com.footanalytics.vision.telemetry.Telemetry;
import com.footanalytics.vision.telemetry.Trace;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Finds objects in single pictures with a model that runs for many. Thread-safe; a picture that
 * cannot be done by its deadline is refused at once.
 */
final class ScheduledPictures implements PictureDetector, AutoCloseable {
  private static final int PICTURES_PER_INSTANCE = 64;
  private static final Identity NOBODY = Identity.caller("unknown");

  private final PictureContext context;

  /**
   * @param detector stays the caller's
   * @param server runs it; stays the caller's
   * @param preparation stays the caller's
   */
  ScheduledPictures(
      LoadedDetector detector,
      ModelServer server,
      PicturePreparation preparation,
      Telemetry telemetry) {
    // Room is taken in powers of two.
    long bytesEach = 2L * detector.input().bytesPerPicture();
    this.context =
        new PictureContext(
            detector,
            server,
            preparation,
            new NativePool(bytesEach * PICTURES_PER_INSTANCE * server.instances()),
            PictureTraffic.requests(telemetry));
  }

  private ScheduledPictures(PictureContext context) {
    this.context = context;
  }

  /**
   * The same for pictures that nobody waits for, in whatever time others leave; unknown to metrics.
   *
   * @param detector reads what the same sessions answer
   */
  PictureDetector background(LoadedDetector detector) {
    return new ScheduledPictures(context.with(detector, PictureTraffic.background()));
  }

  @Override
  public Answer detect(byte[] picture, Duration deadline) {
    return detect(picture, deadline, NOBODY, Trace.NONE);
  }

  @Override
  public Answer detect(byte[] picture, Duration deadline, Identity identity, Trace trace) {
    var request =
        new PictureRequest(context, picture, System.nanoTime() + deadline.toNanos(), trace);
    Duration late = context.expected().minus(deadline);
    if (deadline.isPositive() && late.isPositive()) {
      request.report(Outcome.REJECTED);
      return new Answer.Busy(late);
    }
    return switch (context.preparation().offer(request)) {
      case Offer.Taken _ -> await(request);
      case Offer.Refused(_, Duration retryAfter) -> {
        request.report(deadline.isPositive() ? Outcome.REJECTED : Outcome.TIMEOUT);
        yield deadline.isPositive() ? new Answer.Busy(retryAfter) : new Answer.TooLate();
      }
    };
  }

  /** Encoded pictures that will be the rows of one batch, once they are offered. */
  EncodedPictures encoded(
      Lane lane,
      String caller,
      List<byte[]> pictures,
      long deadlineNanos,
      EncodedPictures.Receiver receiver) {
    return new EncodedPictures(context, lane, caller, pictures, deadlineNanos, receiver);
  }

  private static Answer await(PictureRequest request) {
    try {
      long left = request.deadlineNanos() - System.nanoTime();
      return request.answer().get(Math.max(0, left), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      request.giveUp(Outcome.TIMEOUT);
      return new Answer.TooLate();
    } catch (InterruptedException _) {
      request.giveUp(Outcome.CANCELLED);
      Thread.currentThread().interrupt();
      return new Answer.TooLate();
    } catch (ExecutionException e) {
      throw Waiting.cause(e);
    }
  }

  /** Frees the memory; pictures that still run free theirs when they end. */
  @Override
  public void close() {
    context.memory().close();
  }
}
