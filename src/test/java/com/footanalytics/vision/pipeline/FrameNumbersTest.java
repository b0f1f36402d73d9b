package com.footanalytics.vision.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FrameNumbersTest {

  @Test
  void onlyTheNumbersChange() throws IOException {
    assertEquals(
        """
        {"type":"frame","frame":100,"pts":7,"objects":[{"frame":3,"type":"frame"}]}
        {"type":"frame","frame":101,"pts":8,"objects":[]}
        """,
        shifted(
            """
            {"type":"frame","frame":98,"pts":7,"objects":[{"frame":3,"type":"frame"}]}
            {"type":"frame","frame":99,"pts":8,"objects":[]}
            """,
            2));
  }

  @Test
  void numbersMayBecomeSmaller() throws IOException {
    assertEquals(
        "{\"type\":\"frame\",\"frame\":9,\"pts\":1}\n",
        shifted("{\"type\":\"frame\",\"frame\":1000,\"pts\":1}\n", -991));
  }

  @Test
  void noLinesStayNoLines() throws IOException {
    assertEquals("", shifted("", 5));
  }

  @Test
  void aLineThatIsNoFramesIsRefused() {
    assertThrows(IOException.class, () -> shifted("{\"type\":\"header\",\"schema\":\"s\"}\n", 1));
    assertThrows(IOException.class, () -> shifted("{\"type\":\n", 1));
  }

  private static String shifted(String lines, long shift) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FrameNumbers.copy(new ByteArrayInputStream(lines.getBytes(UTF_8)), shift, out);
    return out.toString(UTF_8);
  }
}
