package com.footanalytics.vision.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TorchAttemptsTest {

  @ParameterizedTest
  @CsvSource({
    "AUTO, false, 'cuda:0, cpu'",
    "CPU, false, cpu",
    "CUDA, false, 'cuda:0, cpu'",
    "TENSORRT, false, 'cuda:0, cpu'",
    "CUDA, true, cuda:0",
    "CPU, true, ''"
  })
  void cudaIsTriedBeforeTheProcessor(DeviceChoice choice, boolean requireGpu, String expected) {
    assertEquals(
        expected,
        String.join(
            ", ", plan(choice, requireGpu, 1).attempts().stream().map(Attempt::device).toList()));
  }

  @Test
  void tensorRtIsRuledOut() {
    assertEquals(
        List.of("tensorrt:0: takes no TorchScript (expected: ONNX weights)"),
        plan(DeviceChoice.TENSORRT, false, 1).ruledOut());
    assertEquals(List.of(), plan(DeviceChoice.AUTO, false, 1).ruledOut());
  }

  @Test
  void aGpuThatIsNotThereIsRuledOutWhereItIsMissed() {
    assertEquals(
        List.of("cuda:0: PyTorch sees 0 GPUs"), plan(DeviceChoice.CUDA, false, 0).ruledOut());
    assertEquals(
        List.of("cuda:0: PyTorch sees 0 GPUs"), plan(DeviceChoice.AUTO, true, 0).ruledOut());
    assertEquals(
        new AttemptPlan(List.of(), List.of(Attempt.CPU)), plan(DeviceChoice.AUTO, false, 0));
  }

  private static AttemptPlan plan(DeviceChoice choice, boolean requireGpu, int gpus) {
    return new TorchAttempts(
            new InferenceSettings(choice, requireGpu, InferenceSettings.CPU.gpu()), gpus)
        .plan();
  }
}
