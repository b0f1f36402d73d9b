package com.footanalytics.vision.sink;

import static com.footanalytics.vision.sink.TestingRuns.BALL;
import static com.footanalytics.vision.sink.TestingRuns.CLASSES;
import static com.footanalytics.vision.sink.TestingRuns.PLAYER;
import static com.footanalytics.vision.sink.TestingRuns.end;
import static com.footanalytics.vision.sink.TestingRuns.found;
import static com.footanalytics.vision.sink.TestingRuns.frame;
import static com.footanalytics.vision.sink.TestingRuns.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.probe.TimeBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultReaderTest {

  private static final FrameResult WITH_BALL =
      frame(0, found(PLAYER, 0.934, 812, 402.1, 843, 479.6), found(BALL, 0.5, 1, 2, 3, 4));
  private static final FrameResult DAMAGED = new FrameResult(1, 612, true, List.of());

  @TempDir Path folder;

  @Test
  void givesBackWhatWasWritten() throws IOException {
    try (ResultReader reader = new ResultReader(written())) {
      assertEquals(
          List.of(
              new ResultLine.Header(CLASSES, new TimeBase(1, 12800), 100),
              new ResultLine.Found(WITH_BALL),
              new ResultLine.Found(DAMAGED),
              new ResultLine.End(new FrameCounts(2, 2, 0, 0, 0), 0.08)),
          rest(reader));
    }
  }

  @Test
  void aHalfWrittenLineWaitsForItsRest() throws IOException {
    byte[] whole = Files.readAllBytes(written());
    Path growing = folder.resolve("growing");
    Files.createFile(growing);
    List<ResultLine> lines = new ArrayList<>();
    try (ResultReader reader = new ResultReader(growing)) {
      for (int at = 0; at < whole.length; at += 7) {
        byte[] piece = Arrays.copyOfRange(whole, at, Math.min(whole.length, at + 7));
        Files.write(growing, piece, StandardOpenOption.APPEND);
        lines.addAll(rest(reader));
        long ends = Files.readString(growing).chars().filter(c -> c == '\n').count();
        assertEquals(ends, lines.size());
      }
    }
    assertEquals(new ResultLine.Found(DAMAGED), lines.get(2));
  }

  @Test
  void laterKindsAndFieldsAreNoObstacle() throws IOException {
    Path file = folder.resolve("later");
    Files.writeString(
        file,
        """
        {"type":"header","video":{"timebase":"1/25","start_pts":0,"new":[]},"classes":["ball"]}
        {"type":"note","text":"half time"}
        {"type":"frame","frame":0,"pts":0,"objects":[{"class":"ball","score":1,"box":[0,0,1,1],"track":7}]}
        """);
    try (ResultReader reader = new ResultReader(file)) {
      List<ResultLine> lines = rest(reader);
      assertEquals(new ResultLine.Other("note"), lines.get(1));
      assertEquals(
          new ResultLine.Found(new FrameResult(0, 0, false, List.of(found(0, 1, 0, 0, 1, 1)))),
          lines.get(2));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no json",
        "{}",
        "{\"type\":\"frame\"}",
        "{\"type\":\"frame\",\"frame\":0,\"pts\":0,\"objects\":[{\"class\":\"cat\"}]}",
        "{\"type\":\"header\",\"classes\":[],\"video\":{\"timebase\":\"25\",\"start_pts\":0}}",
        "{\"type\":\"end\",\"frames\":{\"decoded\":1}}",
      })
  void aLineThatIsNotOfAResultIsNamed(String line) throws IOException {
    Path file = folder.resolve("broken");
    Files.writeString(file, line + "\n");
    try (ResultReader reader = new ResultReader(file)) {
      var failure = assertThrows(SinkException.class, reader::next);
      assertTrue(
          String.valueOf(failure.getMessage()).startsWith("cannot read " + file + ", line 1: "),
          failure.getMessage());
    }
  }

  @Test
  void aMissingFileIsNamed() {
    var failure =
        assertThrows(
            SinkException.class, () -> new ResultReader(folder.resolve("missing")).close());
    assertTrue(String.valueOf(failure.getMessage()).contains("missing"), failure.getMessage());
  }

  private Path written() {
    Path target = folder.resolve("detections.jsonl");
    try (var file = new JsonLinesFile(target, header())) {
      file.frame(WITH_BALL);
      file.frame(DAMAGED);
      file.prepare(end(2));
      file.commit();
    }
    return target;
  }

  private static List<ResultLine> rest(ResultReader reader) {
    List<ResultLine> lines = new ArrayList<>();
    Optional<ResultLine> line = reader.next();
    while (line.isPresent()) {
      lines.add(line.get());
      line = reader.next();
    }
    return lines;
  }
}
