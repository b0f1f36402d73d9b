package com.footanalytics.vision.gpu;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import com.footanalytics.vision.testing.CCompiler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A management library built by this machine's C compiler, and the means to say what its GPUs do.
 * Tests that need it are skipped only where there is no compiler.
 */
final class FakeNvml implements AutoCloseable {

  static final int ANY_GPU = -1;

  private final Path library;
  private final Arena arena = Arena.ofShared();
  private final SymbolLookup symbols;

  private FakeNvml(Path library) {
    this.library = library;
    this.symbols = SymbolLookup.libraryLookup(library, arena);
    call("fake_reset");
  }

  /** A driver as it is today. */
  static FakeNvml in(Path folder) {
    return new FakeNvml(build(folder, "fake_nvml.c"));
  }

  /** A driver from before the second version of the structure for memory. */
  static FakeNvml oldIn(Path folder) {
    return new FakeNvml(build(folder, "fake_nvml.c", "-DOLD_DRIVER"));
  }

  /** A library that is something else. */
  static Path otherLibrary(Path folder) throws IOException {
    Path source = Files.writeString(folder.resolve("other.c"), "int other(void) { return 7; }");
    return CCompiler.sharedLibrary(source, folder.resolve("libother.so"), List.of());
  }

  private static Path build(Path folder, String resource, String... options) {
    try (InputStream code =
        Objects.requireNonNull(FakeNvml.class.getResourceAsStream(resource), resource)) {
      Path source = folder.resolve(resource);
      Files.write(source, code.readAllBytes());
      return CCompiler.sharedLibrary(source, folder.resolve("libnvidia-ml.so.1"), List.of(options));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String path() {
    return library.toString();
  }

  /** So many GPUs there are now; the same ones as before, as far as there were. */
  void count(int gpus) {
    for (int i = 0; i < gpus; i++) {
      callWithTexts("fake_gpu", i, uuid(i), name(i));
    }
    call("fake_count", gpus);
  }

  static String uuid(int gpu) {
    return "GPU-0000000%d-1111-2222-3333-444444444444".formatted(gpu);
  }

  static String name(int gpu) {
    return "NVIDIA Test %d".formatted(gpu);
  }

  void named(int gpu, String uuid, String name) {
    callWithTexts("fake_gpu", gpu, uuid, name);
  }

  void load(int gpu, int percent, long usedBytes, long totalBytes) {
    try {
      Linker.nativeLinker()
          .downcallHandle(
              symbols.findOrThrow("fake_load"),
              FunctionDescriptor.ofVoid(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG))
          .invoke(gpu, percent, usedBytes, totalBytes);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** A function answers that status from now on; 0 lets it work again. */
  void fault(String function, int gpu, int status) {
    try (Arena call = Arena.ofConfined()) {
      Linker.nativeLinker()
          .downcallHandle(
              symbols.findOrThrow("fake_fault"),
              FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, JAVA_INT))
          .invoke(call.allocateFrom(function), gpu, status);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** A GPU falls off its bus. */
  void lose(int gpu) {
    call("fake_break", gpu, 1);
  }

  /** A GPU is back, as sessions that begin from now on will see. */
  void repair(int gpu) {
    call("fake_break", gpu, 0);
  }

  void hang() {
    call("fake_hang", 1);
  }

  void goOn() {
    call("fake_hang", 0);
  }

  /** Whether a call hangs now. */
  boolean isWaiting() {
    return get("fake_waiting") > 0;
  }

  /** Sessions that are open. */
  int sessions() {
    return get("fake_sessions");
  }

  int sessionsBegun() {
    return get("fake_session_begins");
  }

  /** How often results went to another address than the time before. */
  int bufferChanges() {
    return get("fake_buffer_changes");
  }

  private int get(String function) {
    try {
      return (int)
          Linker.nativeLinker()
              .downcallHandle(symbols.findOrThrow(function), FunctionDescriptor.of(JAVA_INT))
              .invoke();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private void call(String function, Object... arguments) {
    MemoryLayout[] types = new MemoryLayout[arguments.length];
    java.util.Arrays.fill(types, JAVA_INT);
    try {
      Linker.nativeLinker()
          .downcallHandle(symbols.findOrThrow(function), FunctionDescriptor.ofVoid(types))
          .invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private void callWithTexts(String function, int gpu, String first, String second) {
    try (Arena call = Arena.ofConfined()) {
      Linker.nativeLinker()
          .downcallHandle(
              symbols.findOrThrow(function), FunctionDescriptor.ofVoid(JAVA_INT, ADDRESS, ADDRESS))
          .invoke(gpu, call.allocateFrom(first), call.allocateFrom(second));
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** To be closed after the last user of the library, which is unloaded then. */
  @Override
  public void close() {
    goOn();
    arena.close();
  }
}
