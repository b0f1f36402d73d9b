package com.footanalytics.vision.pipeline;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/**
 * The plan that was measured to be the fastest on this machine, in a file. One that was measured
 * with another number of cores, or cannot be read, counts as none.
 *
 * @param file where it lies
 */
public record SavedPlan(Path file) {
  private static final String FILE_NAME = "core-plan.properties";
  private static final String CORES = "cores";
  private static final String DECODER_THREADS = "decoder-threads";
  private static final String SESSIONS = "sessions";
  private static final String THREADS_PER_SESSION = "threads-per-session";
  private static final String BATCH_SIZE = "batch-size";
  private static final String EVENT_LOOPS = "event-loops";

  /** The plan of a data folder. */
  public static SavedPlan in(Path dataDir) {
    return new SavedPlan(dataDir.resolve(FILE_NAME));
  }

  /** The saved plan for so many cores, else the one that {@link CorePlan#forCores} makes. */
  public CorePlan orForCores(int cores) {
    return read(cores).orElseGet(() -> CorePlan.forCores(cores));
  }

  /** The plan that was saved for so many cores. */
  public Optional<CorePlan> read(int cores) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (Reader reader = Files.newBufferedReader(file)) {
      var properties = new Properties();
      properties.load(reader);
      return number(properties, CORES) == cores
          ? Optional.of(plan(properties, cores))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Plans that were saved before event loops were part of them have those for the cores. */
  private static CorePlan plan(Properties properties, int cores) {
    CorePlan plan =
        new CorePlan(
            number(properties, DECODER_THREADS),
            number(properties, SESSIONS),
            number(properties, THREADS_PER_SESSION),
            number(properties, BATCH_SIZE));
    return properties.containsKey(EVENT_LOOPS)
        ? plan.withEventLoops(number(properties, EVENT_LOOPS))
        : plan.withEventLoopsFor(cores);
  }

  private static int number(Properties properties, String key) {
    return Integer.parseInt(properties.getProperty(key, ""));
  }

  /** Replaces what was saved; makes the folder if missing. */
  public void write(CorePlan plan, int cores) {
    var properties = new Properties();
    properties.setProperty(CORES, Integer.toString(cores));
    properties.setProperty(DECODER_THREADS, Integer.toString(plan.decoderThreads()));
    properties.setProperty(SESSIONS, Integer.toString(plan.sessions()));
    properties.setProperty(THREADS_PER_SESSION, Integer.toString(plan.threadsPerSession()));
    properties.setProperty(BATCH_SIZE, Integer.toString(plan.batchSize()));
    properties.setProperty(EVENT_LOOPS, Integer.toString(plan.eventLoops()));
    Path part = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (Writer writer = Files.newBufferedWriter(part)) {
        properties.store(writer, "How the cores are shared, as measured by bench --tune");
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be written: " + e.getMessage(), e);
    }
  }
}
