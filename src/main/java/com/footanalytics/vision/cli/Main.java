package com.footanalytics.vision.cli;

import com.footanalytics.vision.bench.BaselineException;
import com.footanalytics.vision.evaluate.DatasetException;
import com.footanalytics.vision.model.ModelException;
import com.footanalytics.vision.sink.SinkException;
import java.io.PrintStream;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The commands that need no server. */
@Command(
    name = "ml-pipeline",
    description = "Finds players, goalkeepers, referees and the ball in football video.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      AnalyzeCommand.class,
      DemoCommand.class,
      DetectCommand.class,
      EvaluateCommand.class,
      ModelsCommand.class,
      SimulateCommand.class,
      SloCommand.class,
      BenchCommand.class,
      BenchJobCommand.class,
      BenchMetricsCommand.class,
      BenchOverloadCommand.class,
      BenchServingCommand.class,
      WarmUpCommand.class
    },
    footer = {
      "  serve     The service: HTTP 8080, management 9001.",
      "  test      Everything CI runs."
    })
public final class Main implements Runnable {

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Print stack traces with errors.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT)
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  private Main() {}

  /** Runs one command and exits with its status. */
  public static void main(String[] arguments) {
    CommandLineLength.objection()
        .ifPresent(objection -> {
          System.err.println("ml-pipeline: " + objection);
          System.exit(ExitStatus.WRONG_USAGE.code());
        });
    int status = run(arguments, writer(System.out), writer(System.err));
    System.exit(status);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, stream.charset());
  }

  /** Runs one command. */
  static int run(String[] arguments, PrintWriter out, PrintWriter err) {
    Main main = new Main();
    return new CommandLine(main)
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((exception, _) -> wrongUsage(exception))
        .setExecutionExceptionHandler(
            (exception, command, parsed) -> main.explain(exception, command, parsed))
        .execute(arguments);
  }

  @Override
  public void run() {
    throw new CommandException(ExitStatus.WRONG_USAGE, "no command; ml-pipeline --help lists them");
  }

  private static int wrongUsage(ParameterException exception) {
    CommandLine command = exception.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    command
        .getErr()
        .printf("ml-pipeline: %s; see %s --help%n", oneLine(exception.getMessage()), name);
    return ExitStatus.WRONG_USAGE.code();
  }

  @SuppressWarnings("unused") // The signature is picocli's.
  private int explain(Exception exception, CommandLine command, ParseResult parsed) {
    ExitStatus status =
        switch (exception) {
          case CommandException own -> own.status();
          case ModelException _ -> ExitStatus.MODEL_UNUSABLE;
          case DatasetException _ -> ExitStatus.INPUT_UNREADABLE;
          case SinkException _, BaselineException _ -> ExitStatus.WRONG_USAGE;
          default -> ExitStatus.BUG;
        };
    String message =
        exception.getMessage() == null ? exception.getClass().getName() : exception.getMessage();
    boolean bug = status == ExitStatus.BUG;
    command
        .getErr()
        .printf(
            "ml-pipeline: %s%s%s%n",
            bug ? "bug: " : "", oneLine(message), bug && !verbose ? "; see --verbose" : "");
    if (verbose) {
      exception.printStackTrace(command.getErr());
    }
    return status.code();
  }

  private static String oneLine(@Nullable String message) {
    return String.valueOf(message).strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
