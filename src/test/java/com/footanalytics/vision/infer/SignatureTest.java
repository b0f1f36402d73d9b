package com.footanalytics.vision.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {

  private static final TensorSpec ROWS = new TensorSpec("rows", DataType.INT64, List.of(-1L, 3L));
  private static final TensorSpec TEXT = new TensorSpec("text", DataType.BYTES, List.of());

  @Test
  void anOpenAxisAllowsEveryLengthAndASettledOneItsOwn() {
    assertTrue(ROWS.allows(List.of(7L, 3L)));
    assertTrue(ROWS.allows(List.of(0L, 3L)));
    assertFalse(ROWS.allows(List.of(7L, 4L)));
    assertFalse(ROWS.allows(List.of(-1L, 3L)));
    assertFalse(ROWS.allows(List.of(3L)));
    assertFalse(ROWS.allows(List.of(1L, 3L, 1L)));
  }

  @Test
  void aShapeOfWhichNothingIsSaidAllowsAll() {
    assertTrue(TEXT.allows(List.of()));
    assertTrue(TEXT.allows(List.of(2L, 5L)));
    assertFalse(TEXT.allows(List.of(-2L)));
  }

  @Test
  void onlyAnOpenFirstAxisTakesBatches() {
    assertTrue(ROWS.takesBatches());
    assertFalse(TEXT.takesBatches());
    assertFalse(new TensorSpec("columns", DataType.FP32, List.of(3L, -1L)).takesBatches());
  }

  @Test
  void theSmallestInputsAreZerosWithOneInEveryOpenAxis() {
    List<Tensor> inputs = new Signature(List.of(ROWS, TEXT), List.of()).smallestInputs();
    assertEquals(List.of(1L, 3L), inputs.get(0).shape());
    assertEquals(24, inputs.get(0).data().remaining());
    assertEquals(0, inputs.get(0).data().getLong(16));
    assertEquals(List.of(), inputs.get(1).shape());
    assertEquals(0, inputs.get(1).data().getInt(0));
    assertEquals("text BYTES []", TEXT.toString());
  }

  @Test
  void inputsLargerThanABufferAreRefused() {
    var large = new TensorSpec("large", DataType.FP64, List.of(1L << 20, 1L << 20));
    var signature = new Signature(List.of(large), List.of());
    assertThrows(ArithmeticException.class, signature::smallestInputs);
  }
}
