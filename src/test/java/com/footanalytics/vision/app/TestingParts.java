package com.footanalytics.vision.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.footanalytics.vision.http.TestingDetector;
import com.footanalytics.vision.pipeline.JobTools;
import com.footanalytics.vision.pipeline.RunningSteps;
import com.footanalytics.vision.pipeline.TestingModelControl;
import com.footanalytics.vision.pipeline.TestingSteps;
import com.footanalytics.vision.upload.ContentCheck;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What stands in for the pipeline while the service around it is tested. */
final class TestingParts {

  @Produces
  @Singleton
  @Alternative
  @Priority(1)
  TestingSteps steps(JobTools tools, RunningSteps running) {
    return new TestingSteps(tools, running);
  }

  @Produces
  @Singleton
  @Alternative
  @Priority(1)
  TestingDetector detector() {
    return new TestingDetector();
  }

  @Produces
  @Singleton
  @Alternative
  @Priority(1)
  ContentCheck contentCheck() {
    return file ->
        startsWith(file, "notvideo")
            ? Optional.of("no picture stream; hand in a video")
            : Optional.empty();
  }

  @Produces
  @Singleton
  @Alternative
  @Priority(1)
  TestingModelControl modelControl() {
    return new TestingModelControl();
  }

  @Produces
  @Singleton
  @Alternative
  @Priority(1)
  ModelWork modelWork() {
    return new ModelWork() {
      @Override
      public void start() {}

      @Override
      public void close() {}
    };
  }

  private static boolean startsWith(Path file, String text) {
    try (var content = Files.newBufferedReader(file, ISO_8859_1)) {
      char[] start = new char[text.length()];
      return content.read(start) == start.length && new String(start).equals(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
