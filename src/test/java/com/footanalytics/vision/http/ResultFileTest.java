package com.footanalytics.vision.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.footanalytics.vision.http.ResultFile.Extent;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultFileTest {

  @TempDir private Path folder;
  private ResultFile file = new ResultFile(Path.of(""), "x");

  @BeforeEach
  void open() {
    file = new ResultFile(folder, "detections.jsonl");
  }

  @Test
  void thereIsNothingBeforeTheFirstWrite() throws IOException {
    assertEquals(Optional.empty(), file.soFar());
    assertEquals(Optional.empty(), file.whenComplete());
    assertEquals(Optional.empty(), new ResultFile(folder.resolve("none"), "x").soFar());
  }

  @Test
  void anUnfinishedLineIsNotThereYet() throws IOException {
    part("");
    assertEquals(Optional.of(new Extent(0, false)), file.soFar());
    part("one");
    assertEquals(Optional.of(new Extent(0, false)), file.soFar());
    part("one\n");
    assertEquals(Optional.of(new Extent(4, false)), file.soFar());
    part("one\ntwo");
    assertEquals(Optional.of(new Extent(4, false)), file.soFar());
    assertEquals(Optional.empty(), file.whenComplete());
  }

  @ParameterizedTest
  @ValueSource(ints = {65_535, 65_536, 65_537, 200_000})
  void aLongUnfinishedLineHidesNoLineBeforeIt(int length) throws IOException {
    part("one\n" + "x".repeat(length));
    assertEquals(Optional.of(new Extent(4, false)), file.soFar());
  }

  @Test
  void theCompleteFileCountsWhole() throws IOException {
    part("one\n");
    Files.writeString(folder.resolve("detections.jsonl"), "one\ntwo");
    assertEquals(Optional.of(new Extent(7, true)), file.soFar());
    assertEquals(Optional.of(new Extent(7, true)), file.whenComplete());
  }

  @Test
  void aReaderOfThePartIsServedThoughItIsCompletedMeanwhile() throws IOException {
    part("one\ntwo\n");
    assertEquals(Optional.of(new Extent(8, false)), file.soFar());
    Files.move(folder.resolve(".detections.jsonl.part"), folder.resolve("detections.jsonl"));
    assertEquals("two\n", read(4, 4));
  }

  @Test
  void exactlyTheBytesAskedForAreWritten() throws IOException {
    part("0123456789");
    assertEquals("0123456789", read(0, 10));
    assertEquals("345", read(3, 3));
    assertEquals("", read(3, 0));
  }

  @Test
  void aFileThatIsGoneOrShorterIsAnError() throws IOException {
    assertThrows(NoSuchFileException.class, () -> read(0, 1));
    part("0123");
    assertThrows(EOFException.class, () -> read(0, 5));
  }

  private void part(String text) throws IOException {
    Files.writeString(folder.resolve(".detections.jsonl.part"), text);
  }

  private String read(long first, long count) throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    file.write(first, count, target);
    return target.toString(UTF_8);
  }
}
