package com.footanalytics.vision.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.footanalytics.vision.model.ModelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxFileTest {

  private static final byte[] DEQUANTISER = "DequantizeLinear".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 65_520, 65_521, 65_530, 65_536, 131_060, 199_984})
  void scalesAreSeenWhereverTheyStand(int position) throws IOException {
    byte[] bytes = new byte[200_000];
    System.arraycopy(DEQUANTISER, 0, bytes, position, DEQUANTISER.length);
    assertEquals(true, OnnxFile.read(Files.write(folder.resolve("a"), bytes)).quantised());
    bytes[position + 3] = 0;
    assertEquals(false, OnnxFile.read(Files.write(folder.resolve("a"), bytes)).quantised());
  }

  @Test
  void theHashIsOfTheWholeFile() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "abc");
    assertEquals(
        new OnnxFile("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", false),
        OnnxFile.read(file));
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    assertThrows(ModelException.class, () -> OnnxFile.read(folder.resolve("none")));
  }
}
