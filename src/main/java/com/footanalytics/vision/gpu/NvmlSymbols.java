package com.footanalytics.vision.gpu;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The functions of NVIDIA's management library (NVML), as Java may call them. Valid, like the
 * library itself, as long as the arena they were found with.
 *
 * @param init {@code nvmlReturn_t (void)}
 * @param shutdown {@code nvmlReturn_t (void)}
 * @param errorString {@code const char* (nvmlReturn_t)}
 * @param count {@code nvmlReturn_t (unsigned*)}
 * @param handle {@code nvmlReturn_t (unsigned, nvmlDevice_t*)}
 * @param uuid {@code nvmlReturn_t (nvmlDevice_t, char*, unsigned)}
 * @param name {@code nvmlReturn_t (nvmlDevice_t, char*, unsigned)}
 * @param utilization {@code nvmlReturn_t (nvmlDevice_t, nvmlUtilization_t*)}
 * @param memory {@code nvmlReturn_t (nvmlDevice_t, nvmlMemory_t*)}
 * @param memoryV2 {@code nvmlReturn_t (nvmlDevice_t, nvmlMemory_v2_t*)}, which older drivers lack
 */
record NvmlSymbols(
    MethodHandle init,
    MethodHandle shutdown,
    MethodHandle errorString,
    MethodHandle count,
    MethodHandle handle,
    MethodHandle uuid,
    MethodHandle name,
    MethodHandle utilization,
    MethodHandle memory,
    Optional<MethodHandle> memoryV2) {

  private static final AddressLayout TEXT =
      ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(1024, ValueLayout.JAVA_BYTE));
  private static final FunctionDescriptor OF_NOTHING = FunctionDescriptor.of(JAVA_INT);
  private static final FunctionDescriptor OF_ONE = FunctionDescriptor.of(JAVA_INT, ADDRESS);
  private static final FunctionDescriptor OF_DEVICE =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS);
  private static final FunctionDescriptor OF_DEVICE_AND_TEXT =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);

  /**
   * Loads a library and finds its functions.
   *
   * @param library a name that the dynamic linker looks up, or a path
   * @param arena its end unloads the library
   * @throws IllegalArgumentException if there is no such library, or it lacks a function
   */
  static NvmlSymbols in(String library, Arena arena) {
    SymbolLookup found =
        library.contains("/")
            ? SymbolLookup.libraryLookup(Path.of(library), arena)
            : SymbolLookup.libraryLookup(library, arena);
    Binding binding = new Binding(library, found, Linker.nativeLinker());
    return new NvmlSymbols(
        binding.of("nvmlInit_v2", OF_NOTHING),
        binding.of("nvmlShutdown", OF_NOTHING),
        binding.of("nvmlErrorString", FunctionDescriptor.of(TEXT, JAVA_INT)),
        binding.of("nvmlDeviceGetCount_v2", OF_ONE),
        binding.of(
            "nvmlDeviceGetHandleByIndex_v2", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS)),
        binding.of("nvmlDeviceGetUUID", OF_DEVICE_AND_TEXT),
        binding.of("nvmlDeviceGetName", OF_DEVICE_AND_TEXT),
        binding.of("nvmlDeviceGetUtilizationRates", OF_DEVICE),
        binding.of("nvmlDeviceGetMemoryInfo", OF_DEVICE),
        binding.find("nvmlDeviceGetMemoryInfo_v2", OF_DEVICE));
  }

  private record Binding(String library, SymbolLookup symbols, Linker linker) {

    Optional<MethodHandle> find(String function, FunctionDescriptor type) {
      Optional<MemorySegment> address = symbols.find(function);
      return address.map(at -> linker.downcallHandle(at, type));
    }

    MethodHandle of(String function, FunctionDescriptor type) {
      return find(function, type)
          .orElseThrow(() ->
              new IllegalArgumentException(
                  "%s has no %s (expected: NVIDIA's management library)"
                      .formatted(library, function)));
    }
  }
}
