package com.footanalytics.vision.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.footanalytics.vision.flags.Identity;
import com.footanalytics.vision.pipeline.PictureDetector;
import com.footanalytics.vision.postprocess.Box;
import com.footanalytics.vision.postprocess.Detection;
import com.footanalytics.vision.sink.RunHeader.ModelIdentity;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Does what the first word of the picture says, and finds one player in any other. */
public final class TestingDetector implements PictureDetector {

  private final AtomicReference<Duration> lastDeadline = new AtomicReference<>(Duration.ZERO);

  private final AtomicReference<String> lastCaller = new AtomicReference<>("");

  String lastCaller() {
    return lastCaller.get();
  }

  @Override
  public Answer detect(byte[] picture, Duration deadline, Identity identity) {
    lastCaller.set(identity.id());
    return detect(picture, deadline);
  }

  Duration lastDeadline() {
    return lastDeadline.get();
  }

  @Override
  public Answer detect(byte[] picture, Duration deadline) {
    lastDeadline.set(deadline);
    return switch (new String(picture, UTF_8).split(" ", 2)[0]) {
      case "busy" -> new Answer.Busy(Duration.ofMillis(1500));
      case "late" -> new Answer.TooLate();
      case "bad" -> new Answer.Unreadable("not a JPEG or PNG");
      case "crash" -> throw new IllegalStateException("secret of the inside");
      default ->
          new Answer.Found(
              1920,
              1080,
              new ModelIdentity("football", "1", "int8", "OnnxRuntime", "cpu"),
              List.of("ball", "player"),
              List.of(new Detection(1, 0.5f, new Box(812.5f, 402, 843, 479.25f))));
    };
  }
}
