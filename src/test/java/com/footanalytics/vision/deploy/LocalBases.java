package com.footanalytics.vision.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Stand-ins for the bases of the image, made of files of this machine: as little as theirs hold, so
 * that what the service needs beyond is missed here too.
 */
final class LocalBases {

  private static final Pattern LIBRARY = Pattern.compile("/\\S+\\.so\\S*");

  /** What a base for C++ holds: the loader, the C library, and C++'s. */
  private static final List<String> CXX =
      List.of(
          "ld-linux-x86-64.so.2",
          "libc.so.6",
          "libm.so.6",
          "libdl.so.2",
          "libpthread.so.0",
          "librt.so.1",
          "libresolv.so.2",
          "libgcc_s.so.1",
          "libstdc++.so.6");

  private static final List<String> TOOLS =
      List.of("/bin/sh", "/bin/mkdir", "/bin/mv", "/bin/rm", "/bin/cp");
  private static final Path LIBRARIES = Path.of("/usr/lib/x86_64-linux-gnu");

  private final Path folder;
  private final Buildah buildah;

  LocalBases(Path folder, Buildah buildah) {
    this.folder = folder;
    this.buildah = buildah;
  }

  /** Makes all, and gives the arguments of a build that name them. */
  List<String> build() throws IOException {
    Path cpu = root("cpu-base");
    buildah("cpu-base", cpu);
    Path library = root("library-base");
    tools(library);
    put(library, LIBRARIES.resolve("libudev.so.1"));
    buildah("library-base", library);
    Path jdk = root("jdk-base");
    tools(jdk);
    Path home = Path.of(System.getProperty("java.home"));
    try (Stream<Path> files = Files.walk(home, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        copy(file, jdk.resolve("opt/jdk").resolve(home.relativize(file).toString()));
      }
    }
    buildah("jdk-base", jdk);
    return List.of(
        "--build-arg", "JDK_BASE=localhost/jdk-base",
        "--build-arg", "LIBRARY_BASE=localhost/library-base",
        "--build-arg", "CPU_BASE=localhost/cpu-base");
  }

  private Path root(String name) throws IOException {
    Path root = folder.resolve(name);
    Files.createDirectories(root.resolve("etc"));
    Files.createDirectories(root.resolve("tmp"));
    Files.writeString(root.resolve("etc/passwd"), "root:x:0:0::/root:/\n");
    Files.writeString(root.resolve("etc/nsswitch.conf"), "hosts: files dns\n");
    put(root, Path.of("/lib64").resolve(CXX.getFirst()));
    for (String library : CXX.subList(1, CXX.size())) {
      put(root, LIBRARIES.resolve(library));
    }
    return root;
  }

  private void tools(Path root) throws IOException {
    for (String tool : TOOLS) {
      put(root, Path.of(tool));
      Process ldd = new ProcessBuilder("ldd", tool).start();
      String listed = new String(ldd.getInputStream().readAllBytes(), UTF_8);
      List<String> libraries =
          LIBRARY.matcher(listed).results().map(MatchResult::group).distinct().toList();
      for (String library : libraries) {
        put(root, Path.of(library));
      }
    }
  }

  private void buildah(String name, Path root) throws IOException {
    Path file = folder.resolve(name + ".file");
    Files.write(
        file,
        Arrays.asList(
            "FROM scratch", "COPY " + name + "/ /", "ENV PATH=/opt/jdk/bin:/usr/bin:/bin"));
    root.resolve("tmp").toFile().setWritable(true, false);
    buildah.build(file, folder, "localhost/" + name);
  }

  private static void put(Path root, Path file) throws IOException {
    copy(file, root.resolve(file.toString().substring(1)));
  }

  private static void copy(Path file, Path to) throws IOException {
    Files.createDirectories(to.resolveSibling("."));
    Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
  }
}
