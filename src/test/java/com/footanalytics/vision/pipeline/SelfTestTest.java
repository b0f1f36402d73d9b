package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.footanalytics.vision.model.ModelRepository;
import com.footanalytics.vision.testing.TestingModels;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfTestTest {

  @TempDir Path folder;
  private final TestingEngine engine = new TestingEngine();

  @Test
  void aModelThatWorksPasses() throws InterruptedException {
    try (LoadedDetector detector = load()) {
      assertInstanceOf(SelfTest.Verdict.Passed.class, SelfTest.run(detector));
    }
  }

  @Test
  void aModelThatDoesNotRunFailsWithTheReason() throws InterruptedException {
    try (LoadedDetector detector = load()) {
      engine.fail();
      assertEquals(new SelfTest.Verdict.Failed("told to fail"), SelfTest.run(detector));
    }
  }

  private LoadedDetector load() {
    return LoadedDetector.load(
        new ModelRepository(TestingModels.repository(folder)).only(),
        "fp32",
        OptionalDouble.empty(),
        engine,
        new CorePlan(1, 1, 1, 1));
  }
}
