package com.footanalytics.vision.gpu;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One session with NVIDIA's management library. Owns the library and all memory that it writes to;
 * belongs to the thread that opened it, which alone may call and close it.
 */
final class Nvml implements AutoCloseable {

  /** Bytes that always suffice for a UUID or a name, as NVML says. */
  private static final int TEXT_BYTES = 96;

  /** {@code nvmlUtilization_t}. */
  private static final StructLayout UTILIZATION =
      MemoryLayout.structLayout(JAVA_INT.withName("gpu"), JAVA_INT.withName("memory"));

  /** {@code nvmlMemory_t}. */
  private static final StructLayout MEMORY =
      MemoryLayout.structLayout(
          JAVA_LONG.withName("total"), JAVA_LONG.withName("free"), JAVA_LONG.withName("used"));

  /** {@code nvmlMemory_v2_t}. */
  private static final StructLayout MEMORY_V2 =
      MemoryLayout.structLayout(
          JAVA_INT.withName("version"),
          MemoryLayout.paddingLayout(4),
          JAVA_LONG.withName("total"),
          JAVA_LONG.withName("reserved"),
          JAVA_LONG.withName("free"),
          JAVA_LONG.withName("used"));

  /** {@code NVML_STRUCT_VERSION}: the size of a structure, and its version in the top byte. */
  private static final int MEMORY_V2_VERSION = (int) MEMORY_V2.byteSize() | 2 << 24;

  private final Arena arena;
  private final NvmlSymbols symbols;
  private final MemorySegment number;
  private final MemorySegment pointer;
  private final MemorySegment text;
  private final MemorySegment utilization;
  private final MemorySegment memory;
  private final MemorySegment memoryV2;

  /**
   * A GPU of this session.
   *
   * @param handle not to be used after the session
   */
  record Device(MemorySegment handle) {}

  /**
   * A GPU's memory.
   *
   * @param usedBytes what is taken, without what the driver keeps for itself where it tells that
   *     apart
   */
  record Memory(long usedBytes, long totalBytes) {}

  private Nvml(Arena arena, NvmlSymbols symbols) {
    this.arena = arena;
    this.symbols = symbols;
    this.number = arena.allocate(JAVA_INT);
    this.pointer = arena.allocate(ADDRESS);
    this.text = arena.allocate(TEXT_BYTES);
    this.utilization = arena.allocate(UTILIZATION);
    this.memory = arena.allocate(MEMORY);
    this.memoryV2 = arena.allocate(MEMORY_V2);
  }

  /**
   * Begins a session.
   *
   * @param library a name that the dynamic linker looks up, or a path
   * @throws IllegalArgumentException if there is no such library
   * @throws NvmlException if the driver does not answer to it
   */
  @SuppressWarnings("MustBeClosedChecker") // closed with the session
  static Nvml open(String library) throws NvmlException {
    Arena arena = Arena.ofConfined();
    try {
      Nvml nvml = new Nvml(arena, NvmlSymbols.in(library, arena));
      nvml.check(nvml.call(nvml.symbols.init()));
      return nvml;
    } catch (RuntimeException | NvmlException e) {
      arena.close();
      throw e;
    }
  }

  int count() throws NvmlException {
    check(call(symbols.count(), number));
    return number.get(JAVA_INT, 0);
  }

  /**
   * @param index from 0
   */
  Device device(int index) throws NvmlException {
    try {
      check((int) symbols.handle().invokeExact(index, pointer));
    } catch (NvmlException e) {
      throw e;
    } catch (Throwable e) {
      throw impossible(e);
    }
    return new Device(pointer.get(ADDRESS, 0));
  }

  String uuid(Device device) throws NvmlException {
    return text(symbols.uuid(), device);
  }

  String name(Device device) throws NvmlException {
    return text(symbols.name(), device);
  }

  /** Share of the time in which the GPU ran anything, in percent as the driver says it. */
  int utilizationPercent(Device device) throws NvmlException {
    check(call(symbols.utilization(), device.handle, utilization));
    return utilization.get(JAVA_INT, UTILIZATION.byteOffset(groupElement("gpu")));
  }

  Memory memory(Device device) throws NvmlException {
    Optional<MethodHandle> newer = symbols.memoryV2();
    if (newer.isPresent()) {
      memoryV2.set(JAVA_INT, 0, MEMORY_V2_VERSION);
      int status = call(newer.get(), device.handle, memoryV2);
      if (status == NvmlStatus.SUCCESS) {
        return new Memory(bytes(MEMORY_V2, memoryV2, "used"), bytes(MEMORY_V2, memoryV2, "total"));
      }
      if (!NvmlStatus.isOtherVersion(status)) {
        check(status);
      }
    }
    check(call(symbols.memory(), device.handle, memory));
    return new Memory(bytes(MEMORY, memory, "used"), bytes(MEMORY, memory, "total"));
  }

  private static long bytes(StructLayout type, MemorySegment struct, String field) {
    return struct.get(JAVA_LONG, type.byteOffset(groupElement(field)));
  }

  private String text(MethodHandle function, Device device) throws NvmlException {
    text.fill((byte) 0);
    try {
      check((int) function.invokeExact(device.handle, text, TEXT_BYTES - 1));
    } catch (NvmlException e) {
      throw e;
    } catch (Throwable e) {
      throw impossible(e);
    }
    return text.getString(0, StandardCharsets.UTF_8);
  }

  private void check(int status) throws NvmlException {
    if (status != NvmlStatus.SUCCESS) {
      throw new NvmlException(status, reason(status));
    }
  }

  private String reason(int status) {
    try {
      MemorySegment words = (MemorySegment) symbols.errorString().invokeExact(status);
      return words.equals(MemorySegment.NULL)
          ? "error " + status
          : words.getString(0, StandardCharsets.UTF_8);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  private int call(MethodHandle function) {
    try {
      return (int) function.invokeExact();
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  private int call(MethodHandle function, MemorySegment argument) {
    try {
      return (int) function.invokeExact(argument);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  private int call(MethodHandle function, MemorySegment device, MemorySegment result) {
    try {
      return (int) function.invokeExact(device, result);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /** C functions throw nothing. */
  private static IllegalStateException impossible(Throwable e) {
    return new IllegalStateException("NVML: a call failed before it was made", e);
  }

  /** Ends the session and unloads the library. */
  @Override
  public void close() {
    try {
      call(symbols.shutdown());
    } finally {
      arena.close();
    }
  }
}
