package com.footanalytics.vision.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteElementsTest {

  @ParameterizedTest
  @CsvSource({
    "'', 0, 0",
    "00000000, 1, 4",
    "0200000061620000000001000000ff, 3, 15",
    "000000, 0, 0",
    "0100000061000000, 1, 5",
    "0200000061, 0, 0",
    "ffffffff61, 0, 0",
    "00000000ffffff7f, 1, 4"
  })
  void wholeElementsAreCountedUpToTheFirstThatIsNot(String hex, long count, int end) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    ByteBuffer data =
        ByteBuffer.allocate(3 + bytes.length).order(ByteOrder.LITTLE_ENDIAN).put(3, bytes);
    data.position(3);
    assertEquals(new ByteElements(count, 3 + end), ByteElements.in(data));
    assertEquals(3, data.position());
  }
}
