package com.footanalytics.vision.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Quick steps whose results are files, as a function of the job alone: a part for each segment, and
 * all parts together.
 *
 * @param folder holds a folder for each job
 * @param segments of each job
 * @param length of a segment
 */
record FileSteps(
    JobStores stores,
    JobMoves moves,
    String worker,
    Path folder,
    int segments,
    Duration length,
    CountDownLatch asked)
    implements JobSteps {

  /** The video whose fourth segment crashes the process. */
  static final String POISON = "poison";

  private static final int FRAMES = 10;

  @Override
  public Answer prepare(JobId job) {
    stores.segments().plan(job, TestingPlans.of(segments, FRAMES));
    return new Answer.Done();
  }

  @Override
  public Answer segment(JobId job, int number) {
    if (stores.segments().begin(job, number, worker).isEmpty()) {
      return new Answer.Done();
    }
    for (int frame = 1; frame <= FRAMES; frame++) {
      if (wasAsked(length.dividedBy(FRAMES))) {
        return new Answer.HandedBack();
      }
      stores.segments().progress(job, number, frame);
    }
    if (number == 3 && isPoison(job)) {
      crash();
    }
    write(part(folder, job, number), text(job, number));
    stores.segments().done(job, number, TestingPlans.result(FRAMES));
    return new Answer.Done();
  }

  @Override
  public Answer finish(JobId job) {
    StringBuilder all = new StringBuilder();
    for (int number = 0; number < segments; number++) {
      all.append(read(part(folder, job, number)));
    }
    write(result(folder, job), all.toString());
    moves.end(job, new JobState.Succeeded());
    return new Answer.Done();
  }

  @Override
  public void cancel(JobId job) {}

  @Override
  public void stopping() {
    asked.countDown();
  }

  /** What a job of so many segments amounts to. */
  static String expected(JobId job, int segments) {
    StringBuilder all = new StringBuilder();
    for (int number = 0; number < segments; number++) {
      all.append(text(job, number));
    }
    return all.toString();
  }

  static Path result(Path folder, JobId job) {
    return folder.resolve(job.value()).resolve("result");
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isPoison(JobId job) {
    return stores.jobs().find(job).orElseThrow().videoId().equals(POISON);
  }

  /** Reads address 0 in native code, as a broken decoder might. */
  private static void crash() {
    try {
      Linker linker = Linker.nativeLinker();
      MethodHandle strlen =
          linker.downcallHandle(
              linker.defaultLookup().find("strlen").orElseThrow(),
              FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
      long length = (long) strlen.invokeExact(MemorySegment.NULL);
      throw new IllegalStateException("no crash, but " + length);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean wasAsked(Duration patience) {
    try {
      return asked.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path part(Path folder, JobId job, int number) {
    return folder.resolve(job.value()).resolve("part-" + number);
  }

  private static String text(JobId job, int number) {
    return "%s %d\n".formatted(job, number).repeat(FRAMES);
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Path part = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
      Files.write(part, text.getBytes(UTF_8));
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
