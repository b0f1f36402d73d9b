package com.footanalytics.vision.survival;

import com.footanalytics.vision.testing.CCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.global.avcodec;

/** Makes FFmpeg's decoder die of SIGSEGV at a packet of a certain time. */
final class CrashingDecoder {

  private static final String SOURCE =
      """
      #include <dlfcn.h>
      #include <stdint.h>
      #include <stdlib.h>

      /* The first members of FFmpeg's packet. */
      struct packet { void *buffer; int64_t pts; int64_t dts; uint8_t *data; int size; };
      typedef int (*send)(void *, const struct packet *);

      int avcodec_send_packet(void *context, const struct packet *packet) {
        if (packet && packet->pts == atoll(getenv("CRASH_AT_PTS"))) *(volatile int *) 8 = 0;
        void *library = dlopen(getenv("CRASH_LIBRARY"), RTLD_NOW | RTLD_NOLOAD);
        send real = (send) dlsym(library, "avcodec_send_packet");
        return real(context, packet);
      }
      """;

  private CrashingDecoder() {}

  /**
   * What a process needs in its environment so that it dies at such a packet.
   *
   * @param folder where a library is put that comes between FFmpeg and its callers
   */
  static Map<String, String> environment(Path folder, long ptsTicks) throws IOException {
    Path source = Files.writeString(folder.resolve("crash.c"), SOURCE);
    Path library = CCompiler.sharedLibrary(source, folder.resolve("libcrash.so"), List.of("-ldl"));
    return Map.of(
        "LD_PRELOAD", library.toString(),
        "CRASH_AT_PTS", Long.toString(ptsTicks),
        "CRASH_LIBRARY", "libavcodec.so." + avcodec.LIBAVCODEC_VERSION_MAJOR);
  }
}
