package com.footanalytics.vision.sink;

import static com.footanalytics.vision.sink.TestingRuns.PLAYER;
import static com.footanalytics.vision.sink.TestingRuns.end;
import static com.footanalytics.vision.sink.TestingRuns.found;
import static com.footanalytics.vision.sink.TestingRuns.frame;
import static com.footanalytics.vision.sink.TestingRuns.header;
import static com.footanalytics.vision.sink.TestingRuns.video;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.decode.Frame;
import com.footanalytics.vision.decode.TestingFrames;
import com.footanalytics.vision.probe.Orientation;
import com.footanalytics.vision.probe.TimeBase;
import com.footanalytics.vision.testing.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunResultsTest {

  private static final List<String> PARTS =
      List.of(".annotated.mp4.part", ".detections.jsonl.part");

  @TempDir Path temp;

  @Test
  void finishedResultsAppearTogether() throws IOException {
    RunFolder folder = new RunFolder(temp.resolve("new").resolve("folder"));
    try (RunResults results = new RunResults(folder)) {
      results.begin(header());
      results.frame(frame(0, found(PLAYER, 0.5, 1, 2, 3, 4)));
      assertEquals(List.of(".detections.jsonl.part"), names(folder));
      results.finish(end(1));
    }
    assertEquals(List.of("detections.jsonl", "summary.json"), names(folder));
  }

  @Test
  void theAnnotatedVideoAppearsWithThem() throws IOException {
    RunFolder folder = new RunFolder(temp);
    try (RunResults results = new RunResults(folder)) {
      begin(results);
      annotateOneFrame(results);
      assertEquals(PARTS, names(folder));
      results.finish(end(1));
    }
    assertEquals(List.of("annotated.mp4", "detections.jsonl", "summary.json"), names(folder));
    assertEquals(List.of(0L), TestingMedia.framePts(folder.annotated()));
  }

  @Test
  void closingWithoutFinishLeavesNothing() throws IOException {
    RunFolder folder = new RunFolder(temp);
    try (RunResults results = new RunResults(folder)) {
      begin(results);
      annotateOneFrame(results);
    }
    assertEquals(List.of(), names(folder));
  }

  @Test
  void beginRemovesWhatEarlierRunsLeft() throws IOException {
    RunFolder folder = new RunFolder(temp);
    for (Path result : List.of(folder.detections(), folder.summary(), folder.annotated())) {
      Files.writeString(result, "old");
      Files.writeString(AtomicFile.partOf(result), "killed");
    }
    Files.writeString(temp.resolve("notes.txt"), "mine");
    try (RunResults results = new RunResults(folder)) {
      results.begin(header());
      assertEquals(List.of(".detections.jsonl.part", "notes.txt"), names(folder));
    }
  }

  @Test
  void aFileThatCannotBeCompletedLeavesNoneUnderItsName() throws IOException {
    RunFolder folder = new RunFolder(temp);
    try (RunResults results = new RunResults(folder)) {
      begin(results);
      annotateOneFrame(results);
      Files.createDirectories(folder.detections().resolve("in the way"));
      var failure = assertThrows(SinkException.class, () -> results.finish(end(1)));
      assertTrue(
          String.valueOf(failure.getMessage()).startsWith("cannot write " + folder.detections()));
    }
    assertEquals(List.of("detections.jsonl"), names(folder));
    assertTrue(Files.isDirectory(folder.detections()));
  }

  @Test
  void framesBeforeBeginAreAMistake() {
    try (RunResults results = new RunResults(new RunFolder(temp))) {
      assertThrows(IllegalStateException.class, () -> results.frame(frame(0)));
      assertThrows(IllegalStateException.class, () -> results.finish(end(0)));
    }
  }

  @Test
  void aFolderThatIsAFileIsNamed() throws IOException {
    Path file = Files.writeString(temp.resolve("taken"), "");
    try (RunResults results = new RunResults(new RunFolder(file))) {
      var failure = assertThrows(SinkException.class, () -> results.begin(header()));
      assertTrue(
          String.valueOf(failure.getMessage()).startsWith("cannot write into folder " + file));
    }
  }

  @Test
  void resultsAreReadableWhileTheyGrow() throws IOException {
    RunFolder folder = new RunFolder(temp);
    assertEquals(Optional.empty(), folder.readable(folder.detections()));
    try (RunResults results = new RunResults(folder)) {
      results.begin(header());
      results.frame(frame(0));
      results.flush();
      Path growing = folder.readable(folder.detections()).orElseThrow();
      assertEquals(2, Files.readAllLines(growing).size());
      results.finish(end(1));
    }
    assertEquals(Optional.of(folder.detections()), folder.readable(folder.detections()));
  }

  @Test
  void aKillLeavesOnlyParts() throws IOException, InterruptedException {
    RunFolder folder = new RunFolder(temp.resolve("out"));
    Process run =
        ChildJvm.start(KilledRun.class, temp.resolve("hs_err_pid%p.log"), folder.path().toString());
    try (BufferedReader output = run.inputReader(StandardCharsets.UTF_8)) {
      assertEquals(KilledRun.FLOWING, output.readLine());
    } finally {
      run.destroyForcibly().waitFor();
    }
    assertEquals(PARTS, names(folder));
    List<String> lines = Files.readAllLines(folder.readable(folder.detections()).orElseThrow());
    assertTrue(lines.getFirst().startsWith("{\"type\":\"header\""));
    assertTrue(lines.size() > KilledRun.FRAMES_FIRST - 16, lines.size() + " lines");
    assertTrue(lines.stream().noneMatch(line -> line.contains("\"type\":\"end\"")));
    Path growing = folder.readable(folder.annotated()).orElseThrow();
    List<Long> shown = TestingMedia.framePts(growing);
    assertTrue(shown.size() >= 50, shown.size() + " frames play");
    assertEquals(LongStream.range(0, shown.size()).map(i -> i * 512).boxed().toList(), shown);
  }

  private static void begin(RunResults results) {
    results.begin(header(video(64, 48, Orientation.UPRIGHT, new TimeBase(1, 12800))));
  }

  private static void annotateOneFrame(RunResults results) {
    AnnotatedVideoWriter annotated = results.annotate(1);
    byte[] samples = new byte[64 * 48 * 3 / 2];
    try (Frame frame = TestingFrames.of(avutil.AV_PIX_FMT_YUV420P, 64, 48, samples, 0, 100)) {
      annotated.frame(frame, frame(0));
    }
    results.frame(frame(0));
  }

  private static List<String> names(RunFolder folder) throws IOException {
    try (var files = Files.list(folder.path())) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }
}
