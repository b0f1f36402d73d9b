package com.footanalytics.vision.deploy;

import com.footanalytics.vision.deploy.ContainerFile.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether images are as pods want them. */
final class Images {

  static final Path FILE = Path.of("Dockerfile.gpu");
  static final List<String> FINAL = List.of("cpu", "gpu");

  private static final Pattern ARGUMENT = Pattern.compile("\\$\\{(\\w+)}");
  private static final Pattern TAGGED = Pattern.compile("[\\w.-]+\\.\\w+/[\\w./-]+:[\\w.-]+");
  private static final Pattern VARIABLE = Pattern.compile("\\b(\\w+)=\"\\$\\{\\1:-(\\w+)}\"");
  private static final Pattern OPTIONS =
      Pattern.compile("(?s)\\n(?:java|service)_options=\\((.*?)\\n\\)");
  private static final Set<String> PORTS =
      Set.of("quarkus.http.port", "quarkus.grpc.server.port", "quarkus.management.port");

  /** What the launcher says, and a container does not need: its memory is what bounds the heap. */
  private static final String HEAP = "-Xm";

  private Images() {}

  static List<String> findings(ContainerFile file, List<String> context) {
    List<String> findings = new ArrayList<>();
    bases(file, findings);
    copies(file, context, findings);
    for (String name : FINAL) {
      if (file.stages().stream().noneMatch(stage -> stage.name().equals(name))) {
        findings.add("no target " + name);
        continue;
      }
      List<String> wrong = new ArrayList<>();
      last(file.stage(name), wrong);
      wrong.forEach(what -> findings.add(name + ": " + what));
    }
    if (!file.stages().getLast().name().equals("gpu")) {
      findings.add("the default target is no gpu");
    }
    return findings;
  }

  /** Every base can be given by digest and from a mirror. */
  private static void bases(ContainerFile file, List<String> findings) {
    for (Stage stage : file.stages()) {
      Matcher argument = ARGUMENT.matcher(stage.base());
      if (!argument.matches()) {
        findings.add(stage.name() + ": its base is no argument");
        continue;
      }
      String base = file.arguments().getOrDefault(argument.group(1), "");
      if (!TAGGED.matcher(base).matches() || base.endsWith(":latest")) {
        findings.add("%s: %s (expected: HOST/NAME:TAG)".formatted(argument.group(1), base));
      }
    }
  }

  /** Nothing comes from elsewhere, and all that is copied is let through. */
  private static void copies(ContainerFile file, List<String> context, List<String> findings) {
    for (Stage stage : file.stages()) {
      if (!stage.all("ADD").isEmpty()) {
        findings.add(stage.name() + ": ADD fetches and unpacks what it is not told to");
      }
      for (String copy : stage.all("COPY")) {
        List<String> words = List.of(copy.split(" +"));
        if (words.getFirst().startsWith("--from=")) {
          String from = words.getFirst().substring("--from=".length());
          if (file.stages().stream().noneMatch(other -> other.name().equals(from))) {
            findings.add(stage.name() + ": copies from " + from);
          }
          continue;
        }
        words.subList(0, words.size() - 1).stream()
            .filter(word -> !word.startsWith("--"))
            .filter(source ->
                context.stream()
                    .noneMatch(let -> source.equals(let) || source.startsWith(let + "/")))
            .forEach(source -> findings.add(stage.name() + ": " + source + " is not let through"));
      }
    }
  }

  private static void last(Stage stage, List<String> wrong) {
    if (!stage.all("USER").equals(List.of("10001:10001"))) {
      wrong.add("runs as %s (expected: [10001:10001], as its pods)".formatted(stage.all("USER")));
    }
    List<String> entry = stage.words("ENTRYPOINT").orElse(List.of());
    if (entry.isEmpty() || !entry.getFirst().equals("/opt/java/bin/java")) {
      wrong.add("does not begin with java itself, and so needs a shell");
    }
    if (!stage.all("CMD").isEmpty() || !stage.all("HEALTHCHECK").isEmpty()) {
      wrong.add("has a command or a check of its own beside what Kubernetes does");
    }
    launcherOptions().stream()
        .filter(option -> entry.stream().noneMatch(word -> word.split("=")[0].equals(option)))
        .forEach(option -> wrong.add("runs without " + option));
    String ports = String.join(" ", stage.all("EXPOSE"));
    PORTS.stream()
        .map(property -> Options.effective(property, Map.of()))
        .filter(port -> !List.of(ports.split(" ")).contains(port))
        .forEach(port -> wrong.add("does not say that it has port " + port));
    String environment = String.join(" ", stage.all("ENV"));
    if (!environment.contains("ML_PIPELINE_MODELS_DIR=/opt/ml-pipeline/models")) {
      wrong.add("does not find its models");
    }
    launcherVariables().stream()
        .filter(variable -> !List.of(environment.split(" ")).contains(variable))
        .forEach(variable -> wrong.add("runs without " + variable));
    Matcher secret =
        Pattern.compile("(?i)\\w*(password|secret|token|key)\\w*=").matcher(environment);
    if (secret.find()) {
      wrong.add("holds " + secret.group());
    }
  }

  /** Options of the JVM that the launcher gives, without their values. */
  private static List<String> launcherOptions() {
    List<String> arrays =
        OPTIONS.matcher(launcher()).results().map(options -> options.group(1)).toList();
    if (arrays.size() != 2) {
      throw new AssertionError("the launcher has no java_options and service_options");
    }
    return arrays.stream()
        .flatMap(String::lines)
        .map(String::strip)
        .filter(option -> option.startsWith("-") && !option.startsWith(HEAP))
        .map(option -> option.split("=")[0])
        .toList();
  }

  /** What the launcher sets in the environment where nobody has, of values that are fixed. */
  private static List<String> launcherVariables() {
    List<String> variables =
        VARIABLE
            .matcher(launcher())
            .results()
            .map(set -> set.group(1) + "=" + set.group(2))
            .toList();
    if (variables.isEmpty()) {
      throw new AssertionError("the launcher sets no variables");
    }
    return variables;
  }

  private static String launcher() {
    try {
      return Files.readString(Path.of("ml-pipeline"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What .dockerignore lets through. */
  static List<String> context() {
    try {
      return Files.readAllLines(Path.of(".dockerignore")).stream()
          .filter(line -> line.startsWith("!"))
          .map(line -> line.substring(1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
