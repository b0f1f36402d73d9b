package com.footanalytics.vision.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
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

  private static final List<Path> TOOLS =
      Stream.of("/bin/sh", "/bin/mkdir", "/bin/mv", "/bin/rm", "/bin/cp").map(Path::of).toList();
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
    Path gpu = root("gpu-base");
    GpuBase.into(gpu, ContainerFile.read(Images.FILE).stage("gpu"));
    buildah("gpu-base", gpu, "LD_LIBRARY_PATH=" + GpuBase.LIBRARIES);
    return List.of(
        "--build-arg", "JDK_BASE=localhost/jdk-base",
        "--build-arg", "LIBRARY_BASE=localhost/library-base",
        "--build-arg", "CPU_BASE=localhost/cpu-base",
        "--build-arg", "GPU_BASE=localhost/gpu-base");
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

  private static void tools(Path root) throws IOException {
    for (Path tool : TOOLS) {
      putWithLibraries(root, tool);
    }
  }

  /** Copies a file of this machine to the same place below a root, and what it is linked to. */
  static void putWithLibraries(Path root, Path file) throws IOException {
    put(root, file);
    Process ldd = new ProcessBuilder("ldd", file.toString()).start();
    String listed = new String(ldd.getInputStream().readAllBytes(), UTF_8);
    for (String library :
        LIBRARY.matcher(listed).results().map(MatchResult::group).distinct().toList()) {
      put(root, Path.of(library));
    }
  }

  private void buildah(String name, Path root, String... variables) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("FROM scratch");
    lines.add("COPY " + name + "/ /");
    lines.add("ENV PATH=/opt/jdk/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    Stream.of(variables).map(variable -> "ENV " + variable).forEach(lines::add);
    Path file = Files.write(folder.resolve(name + ".file"), lines);
    root.resolve("tmp").toFile().setWritable(true, false);
    buildah.build(file, folder, "localhost/" + name);
  }

  private static void put(Path root, Path file) throws IOException {
    copy(file, root.resolve(file.toString().substring(1)));
  }

  /** Copies a file, in the place of another if there is one. */
  static void copy(Path file, Path to) throws IOException {
    Files.createDirectories(to.resolveSibling("."));
    Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
  }
}
