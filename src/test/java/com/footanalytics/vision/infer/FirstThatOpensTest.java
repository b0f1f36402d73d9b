package com.footanalytics.vision.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.footanalytics.vision.model.ModelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FirstThatOpensTest {

  private static final Attempt TENSORRT = new Attempt("tensorrt:0", 2, List.of(), false);
  private static final Attempt CUDA = new Attempt("cuda:0", 2, List.of(), false);

  private final List<String> tried = new ArrayList<>();

  @Test
  void theFirstThatOpensIsUsedAndNothingAfterIt() {
    OpenedModel opened = open(List.of(), List.of(CUDA, Attempt.CPU), Map.of());
    assertEquals("cuda:0", opened.device());
    assertEquals(Optional.empty(), opened.fallback());
    assertEquals(List.of("cuda:0"), tried);
  }

  @Test
  void everyReasonIsKeptInOrder() {
    OpenedModel opened =
        open(
            List.of("other: absent"),
            List.of(TENSORRT, CUDA, Attempt.CPU),
            Map.of(
                "tensorrt:0", new ModelException("m", new IllegalStateException("no libnvinfer")),
                "cuda:0", new UnsatisfiedLinkError("no driver\nand more")));
    assertEquals("cpu", opened.device());
    assertEquals(
        Optional.of("other: absent; tensorrt:0: no libnvinfer; cuda:0: no driver and more"),
        opened.fallback());
    assertEquals(List.of("tensorrt:0", "cuda:0", "cpu"), tried);
  }

  @Test
  void whatTheProcessorRefusesIsTheModelsFault() {
    var damaged = new ModelException("model.onnx: damaged");
    assertSame(
        damaged,
        assertThrows(
            ModelException.class,
            () ->
                open(
                    List.of(),
                    List.of(CUDA, Attempt.CPU),
                    Map.of("cuda:0", new ModelException("also damaged"), "cpu", damaged))));
  }

  @Test
  void withoutTheProcessorTheRefusalNamesTheProperty() {
    assertEquals(
        "ml-pipeline.inference.require-gpu: tiny:1: precision fp32 cannot run on a GPU:"
            + " cuda:0: no driver; false lets it run on the processor",
        refusal(List.of(CUDA), Map.of("cuda:0", new ModelException("no driver"))));
    assertEquals(
        "ml-pipeline.inference.require-gpu: tiny:1: precision fp32 cannot run on a GPU:"
            + " none was asked for; false lets it run on the processor",
        refusal(List.of(), Map.of()));
  }

  private String refusal(List<Attempt> attempts, Map<String, Throwable> failures) {
    return String.valueOf(
        assertThrows(ModelException.class, () -> open(List.of(), attempts, failures)).getMessage());
  }

  private OpenedModel open(
      List<String> ruledOut, List<Attempt> attempts, Map<String, Throwable> failures) {
    return FirstThatOpens.of(
        new AttemptPlan(ruledOut, attempts),
        "tiny:1: precision fp32",
        attempt -> {
          tried.add(attempt.device());
          switch (failures.get(attempt.device())) {
            case null -> {}
            case Error error -> throw error;
            case RuntimeException exception -> throw exception;
            case Throwable other -> throw new AssertionError(other);
          }
          return new OpenedModel("Testing", attempt.device(), Optional.empty(), List.of());
        });
  }
}
