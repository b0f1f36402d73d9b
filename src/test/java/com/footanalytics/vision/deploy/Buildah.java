package com.footanalytics.vision.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * Builds and runs images without a daemon, in a folder of its own. Needs root, as it changes its
 * root folder where a container engine would make namespaces.
 */
final class Buildah {

  private static final Optional<Path> TOOL = Kustomize.pathOf("buildah");

  private final List<String> command;
  private final Path policy;

  /** One that keeps all it makes in a folder. */
  Buildah(Path folder) throws IOException {
    Assumptions.assumeTrue(
        TOOL.isPresent() && "root".equals(System.getProperty("user.name")),
        "images are built by root with buildah: install buildah");
    policy = Files.createDirectories(folder).resolve("policy.json");
    Files.writeString(policy, "{\"default\":[{\"type\":\"insecureAcceptAnything\"}]}");
    command =
        List.of(
            TOOL.orElseThrow().toString(),
            "--root",
            folder.resolve("storage").toAbsolutePath().toString(),
            "--runroot",
            folder.resolve("run").toAbsolutePath().toString());
  }

  /** Builds an image; nothing is looked for outside of this machine. */
  void build(Path file, Path context, String tag, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("bud", "--isolation", "chroot"));
    arguments.addAll(List.of("--signature-policy", policy.toString(), "--pull-never"));
    arguments.addAll(List.of("--tag", tag, "--file", file.toString()));
    arguments.addAll(Arrays.asList(options));
    arguments.add(context.toString());
    run(arguments);
  }

  /** A container of an image, by its name. */
  String container(String image) throws IOException {
    return run(List.of("from", "--pull-never", "--signature-policy", policy.toString(), image));
  }

  /** Where the files of a container lie. */
  Path mount(String container) throws IOException {
    return Path.of(run(List.of("mount", container)));
  }

  /** What an image says about how it is run, as JSON. */
  String inspect(String container) throws IOException {
    return run(List.of("inspect", "--type", "container", container));
  }

  /** Starts a program in a container, on the network of this machine. */
  Process start(String container, List<String> environment, List<String> program)
      throws IOException {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of("run", "--isolation", "chroot"));
    environment.forEach(variable -> all.addAll(List.of("--env", variable)));
    all.addAll(List.of(container, "--"));
    all.addAll(program);
    return new ProcessBuilder(all).redirectErrorStream(true).start();
  }

  /** Deletes all containers and images. */
  void clean() throws IOException {
    run(List.of("rm", "--all"));
    run(List.of("rmi", "--all", "--force"));
  }

  /** What a command prints; it must succeed. */
  private String run(List<String> arguments) throws IOException {
    List<String> all = new ArrayList<>(command);
    all.addAll(arguments);
    Path errors = Files.createTempFile("buildah", ".log");
    try {
      Process process = new ProcessBuilder(all).redirectError(errors.toFile()).start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      if (process.onExit().join().exitValue() != 0) {
        throw new AssertionError(
            String.join(" ", all) + ": " + output + " " + Files.readString(errors));
      }
      return output;
    } finally {
      Files.delete(errors);
    }
  }
}
