package com.footanalytics.vision.sink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code summary.json}: the run in numbers, written at its end. Not thread-safe. */
final class SummaryFile implements ResultFile {

  private final AtomicFile file;
  private final RunSummary summary;

  SummaryFile(Path target, RunHeader header) {
    this.file = new AtomicFile(target);
    this.summary = RunSummary.of(header);
  }

  void frame(FrameResult result) {
    summary.frame(result);
  }

  @Override
  public void prepare(RunEnd end) {
    try (var out = Files.newOutputStream(file.part())) {
      summary.write(out, end);
    } catch (IOException e) {
      throw file.failed(e);
    }
    file.prepare();
  }

  @Override
  public void commit() {
    file.commit();
  }

  @Override
  public void close() {
    file.close();
  }
}
