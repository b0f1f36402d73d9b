package com.footanalytics.vision.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.footanalytics.vision.deploy.ContainerFile.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A stand-in for the base with CUDA: Debian's own apt, and packages with the names and the version
 * of TensorRT's that the image installs, with nothing in them. The libraries of CUDA and cuDNN are
 * in it where the system property {@value #CUDA} names a folder that has them.
 */
final class GpuBase {

  /** The property with a folder of libraries of CUDA 12 and cuDNN 9. */
  static final String CUDA = "image.cuda";

  /** Where those are in the base. */
  static final Path LIBRARIES = Path.of("/usr/local/cuda/lib64");

  private static final Pattern PACKAGE = Pattern.compile("\"(lib[\\w-]+)=\\$TENSORRT\"");
  private static final List<Path> TOOLS =
      Stream.of(
              "/bin/sh",
              "/bin/rm",
              "/bin/tar",
              "/sbin/ldconfig",
              "/sbin/start-stop-daemon",
              "/usr/bin/apt-get",
              "/usr/bin/diff",
              "/usr/bin/dpkg",
              "/usr/bin/dpkg-deb",
              "/usr/bin/dpkg-split",
              "/usr/bin/test",
              "/usr/lib/apt/methods/file",
              "/usr/lib/apt/methods/store",
              "/usr/share/dpkg/cputable",
              "/usr/share/dpkg/ostable",
              "/usr/share/dpkg/tupletable")
          .map(Path::of)
          .toList();
  private static final List<String> FOLDERS =
      List.of(
          "etc/apt/apt.conf.d",
          "etc/apt/preferences.d",
          "repository",
          "var/cache/apt/archives/partial",
          "var/lib/apt/lists/partial",
          "var/lib/dpkg/info",
          "var/lib/dpkg/updates",
          "var/log/apt");

  private GpuBase() {}

  /** Whether the system property names a folder. */
  static Optional<Path> cuda() {
    return Optional.ofNullable(System.getProperty(CUDA)).map(Path::of);
  }

  /** Puts it into a folder that has a C library already. */
  static void into(Path root, Stage stage) throws IOException {
    for (Path tool : TOOLS) {
      LocalBases.putWithLibraries(root, tool);
    }
    for (String folder : FOLDERS) {
      Files.createDirectories(root.resolve(folder));
    }
    Files.writeString(root.resolve("var/lib/dpkg/status"), "");
    Files.writeString(root.resolve("etc/group"), "root:x:0:\n");
    Files.writeString(
        root.resolve("etc/apt/sources.list"), "deb [trusted=yes] file:/repository ./\n");
    Files.writeString(root.resolve("repository/Packages"), packages(root, stage));
    if (cuda().isPresent()) {
      try (Stream<Path> libraries = Files.list(cuda().orElseThrow())) {
        for (Path library : libraries.toList()) {
          LocalBases.copy(
              library,
              root.resolve(LIBRARIES.toString().substring(1)).resolve(library.getFileName()));
        }
      }
    }
  }

  /** Makes every package that is installed, and gives the index of all. */
  private static String packages(Path root, Stage stage) throws IOException {
    String command = String.join(" ", stage.all("RUN"));
    String version =
        stage.all("ARG").stream()
            .filter(argument -> argument.startsWith("TENSORRT="))
            .map(argument -> argument.substring("TENSORRT=".length()))
            .findFirst()
            .orElseThrow();
    StringBuilder index = new StringBuilder();
    for (String name : PACKAGE.matcher(command).results().map(match -> match.group(1)).toList()) {
      String control =
          """
          Package: %s
          Version: %s
          Architecture: amd64
          Maintainer: nobody <nobody@localhost>
          Description: stand-in
          """
              .formatted(name, version);
      Path file = root.resolve("repository").resolve(name + ".deb");
      pack(control, file);
      index.append(
          "%sFilename: ./%s\nSize: %d\nSHA256: %s\n\n"
              .formatted(
                  control,
                  file.getFileName(),
                  Files.size(file),
                  GateModels.sha256(Files.readAllBytes(file))));
    }
    return index.toString();
  }

  private static void pack(String control, Path file) throws IOException {
    Path content = Files.createTempDirectory("package");
    Path folder = Files.createDirectory(content.resolve("DEBIAN"));
    Files.writeString(folder.resolve("control"), control);
    content.toFile().setExecutable(true, false);
    content.toFile().setReadable(true, false);
    Process build =
        new ProcessBuilder("dpkg-deb", "--build", content.toString(), file.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(build.getInputStream().readAllBytes(), UTF_8);
    if (build.onExit().join().exitValue() != 0) {
      throw new AssertionError(output);
    }
    Files.delete(folder.resolve("control"));
    Files.delete(folder);
    Files.delete(content);
  }
}
