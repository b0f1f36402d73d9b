package com.footanalytics.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.footanalytics.load.profile.Profile;
import com.footanalytics.load.service.ServiceException;
import com.footanalytics.load.traffic.Endpoint;
import com.footanalytics.load.verdict.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ml-pipeline load}: exit status 0 if the service did what is promised, 1 if not. */
@Command(
    name = "ml-pipeline load",
    mixinStandardHelpOptions = true,
    description = "Load a service and say whether it does what is promised.")
final class LoadCommand implements Callable<Integer> {

  static final int UNUSABLE = 3;

  @Parameters(
      arity = "0..1",
      paramLabel = "PROFILE",
      description = "smoke, steady, step, burst, soak, mixed or drain (default: smoke).")
  private String profile = "smoke";

  @Option(
      names = "--url",
      split = ",",
      paramLabel = "URL",
      description = "A service that runs; one is started if left out. Several with commas.")
  private List<URI> urls = new ArrayList<>();

  @Option(
      names = "--grpc",
      split = ",",
      paramLabel = "HOST:PORT",
      description = "Its gRPC, as many as URLs.")
  private List<String> grpcs = new ArrayList<>();

  @Option(
      names = "--management",
      paramLabel = "URL",
      description = "Its metrics, for queue depth and cores in the results.")
  private @Nullable URI management;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description =
          "Inferences a second, for step those of the full step; else a share of what is measured.")
  private @Nullable Double rate;

  @Option(names = "--seconds", paramLabel = "N", description = "How long; else the profile's own.")
  private @Nullable Double seconds;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "The detector; else the first that is ready.")
  private @Nullable String model;

  @Option(
      names = "--feed",
      required = true,
      paramLabel = "DIR",
      description = "images/*.jpg and match.mp4.")
  private Path feed = Path.of("feed");

  @Option(
      names = "--objectives",
      required = true,
      paramLabel = "FILE",
      description = "What is promised.")
  private Path objectives = Path.of("slo.yaml");

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where results go.")
  private Path out = Path.of("out");

  @Option(
      names = "--service",
      paramLabel = "WORD",
      description = "A word of the command that starts an instance, in order.")
  private List<String> service = new ArrayList<>();

  private final boolean alone;

  @Spec private @Nullable CommandSpec spec;

  /** Starts the program. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new LoadCommand(true)).execute(args));
  }

  /**
   * @param alone whether standard output is the command's own, so that what Gatling prints there
   *     can go to a file instead
   */
  LoadCommand(boolean alone) {
    this.alone = alone;
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter printer = line().getOut();
    try {
      Settings settings = settings();
      if (alone) {
        Files.createDirectories(out);
        System.setOut(new PrintStream(out.resolve("gatling.log").toFile(), UTF_8));
      }
      Verdict verdict = new LoadTest(settings, text -> say(printer, text)).run();
      say(printer, VerdictText.of(verdict, settings.files().out()));
      return verdict.passed() ? 0 : 1;
    } catch (IOException | ServiceException e) {
      line().getErr().printf("ml-pipeline load: %s%n", e.getMessage());
      return UNUSABLE;
    }
  }

  private static void say(PrintWriter printer, String text) {
    printer.println(text);
    printer.flush();
  }

  private Settings settings() {
    Profile wanted = Profile.named(profile).orElseThrow(() -> wrong("profile", profile, names()));
    if (rate != null && !(rate > 0)) {
      throw wrong("--rate", rate, "more than 0");
    }
    if (seconds != null && !(seconds >= 1)) {
      throw wrong("--seconds", seconds, "1 or more");
    }
    return new Settings(
        wanted,
        wantedService(wanted),
        new Settings.Files(feed, objectives, out),
        Optional.ofNullable(rate),
        Optional.ofNullable(seconds));
  }

  private Settings.Service wantedService(Profile wanted) {
    Optional<String> name = Optional.ofNullable(model);
    if (urls.isEmpty()) {
      if (service.isEmpty()) {
        throw wrong("--url", "nothing", "a URL, or a command with --service");
      }
      return new Settings.Service.Started(service, name);
    }
    if (wanted.restarts()) {
      throw wrong("--url", urls, "nothing, as " + profile + " starts and stops instances itself");
    }
    if (urls.size() != grpcs.size()) {
      throw wrong("--grpc", grpcs, "as many as URLs");
    }
    List<Endpoint> endpoints = new ArrayList<>();
    for (int i = 0; i < urls.size(); i++) {
      endpoints.add(new Endpoint(urls.get(i), grpcs.get(i)));
    }
    return new Settings.Service.Running(endpoints, Optional.ofNullable(management), name);
  }

  private static String names() {
    return Stream.of(Profile.values()).map(Profile::label).collect(Collectors.joining(", "));
  }

  private ParameterException wrong(String what, Object value, String expected) {
    return new ParameterException(line(), "%s: %s (expected: %s)".formatted(what, value, expected));
  }

  private CommandLine line() {
    return requireNonNull(spec).commandLine();
  }
}
